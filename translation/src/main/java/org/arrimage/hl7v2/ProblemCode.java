// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * What can be wrong with a message. The names are stable: they are shown, stored and counted.
 *
 * <p>Each carries its code of HL7 table 0357 (chapter 2, ERR-3) and the acknowledgement it deserves
 * (table 0008): {@code AR} when the message as such cannot be taken, {@code AE} when its content is
 * at fault.
 */
public enum ProblemCode {
    /** Nothing was sent. */
    MESSAGE_EMPTY("100", "AR", "Le message est vide", "The message is empty"),
    /** The bytes do not begin with MSH. */
    MSH_NOT_FIRST(
            "100",
            "AR",
            "Le message ne commence pas par un segment MSH",
            "The message does not begin with an MSH segment"),
    /** A second MSH, or a batch envelope, inside what should be one message. */
    SEVERAL_MESSAGES(
            "100",
            "AR",
            "Plusieurs messages, ou un lot, dans un seul envoi",
            "Several messages, or a batch, in one block"),
    /** MSH-1 and MSH-2 are not distinct printable signs. */
    SEPARATORS_UNUSABLE(
            "102",
            "AR",
            "Les séparateurs annoncés en MSH-1 et MSH-2 sont inutilisables",
            "The separators announced in MSH-1 and MSH-2 cannot be used"),
    /** A line that is not a segment. */
    SEGMENT_NAME_INVALID(
            "100",
            "AE",
            "Une ligne ne commence pas par un nom de segment",
            "A line does not begin with a segment name"),
    /** A segment that the message type needs is absent. */
    SEGMENT_MISSING("100", "AE", "Un segment requis est absent", "A required segment is missing"),
    /** A required field is empty. */
    REQUIRED_FIELD_MISSING("101", "AE", "Un champ requis est vide", "A required field is empty"),
    /** MSH-12 is not 2.1 to 2.8. */
    VERSION_UNSUPPORTED(
            "203",
            "AR",
            "Cette version de HL7 n'est pas prise en charge",
            "This HL7 version is not supported"),
    /** MSH-9.1 is not handled. */
    MESSAGE_TYPE_UNSUPPORTED(
            "200",
            "AR",
            "Ce type de message n'est pas pris en charge",
            "This message type is not supported"),
    /** MSH-9.2 is not handled for this MSH-9.1. */
    EVENT_UNSUPPORTED(
            "201",
            "AR",
            "Cet événement n'est pas pris en charge",
            "This trigger event is not supported"),
    /** No mapping of its own for this message type: only what any message may hold. */
    MAPPING_ABSENT(
            "200",
            "AE",
            "Ce type de message n'a pas de traduction propre : ses segments communs seulement sont"
                    + " traduits",
            "This message type has no mapping of its own: only its common segments are translated"),
    /** MSH-18 names no known character set (table 0211). */
    CHARSET_UNKNOWN(
            "103",
            "AE",
            "Le jeu de caractères annoncé est inconnu",
            "The announced character set is unknown"),
    /** A byte that the message's character set does not have. */
    CHARACTER_INVALID(
            "102",
            "AE",
            "Un octet n'existe pas dans le jeu de caractères du message",
            "A byte does not exist in the message's character set"),
    /** A sign that the message's character set cannot write. */
    CHARACTER_UNWRITABLE(
            "102",
            "AE",
            "Un caractère ne peut s'écrire dans le jeu de caractères du message",
            "A character cannot be written in the message's character set"),
    /** No character set announced and the agreed one does not fit: read as Windows-1252. */
    CHARSET_ASSUMED(
            "103",
            "AE",
            "Jeu de caractères non annoncé : lu comme Windows-1252",
            "No announced character set: read as Windows-1252"),
    /** ISO 8859-1 announced, but with letters only Windows-1252 has (such as œ). */
    CHARSET_WIDENED(
            "103",
            "AE",
            "ISO 8859-1 annoncé, lu comme Windows-1252",
            "ISO 8859-1 announced, read as Windows-1252"),
    /** Not a date or time of the calendar. */
    DATE_INVALID("102", "AE", "Date ou heure impossible", "Impossible date or time"),
    /** Not a number. */
    NUMBER_INVALID("102", "AE", "Nombre illisible", "Unreadable number"),
    /** A code outside its table. */
    CODE_UNKNOWN("103", "AE", "Code absent de sa table", "Code not in its table"),
    /** An identifier whose form its issuer does not use. */
    IDENTIFIER_INVALID(
            "102",
            "AE",
            "Identifiant dont la forme n'est pas celle de son émetteur",
            "Identifier without the form its issuer gives it"),
    /** A number whose check digit is not the one a doubtful rule gives. */
    CHECK_DIGIT_DOUBTFUL(
            "102",
            "AE",
            "Chiffre de contrôle douteux, numéro conservé",
            "Doubtful check digit, number kept"),
    /** A value whose HL7 data type is not handled. */
    VALUE_TYPE_UNSUPPORTED(
            "103",
            "AE",
            "Ce type de donnée n'est pas pris en charge",
            "This data type is not supported"),
    /** Content that does not decode as announced. */
    CONTENT_UNREADABLE(
            "102", "AE", "Contenu encodé illisible", "Encoded content cannot be decoded"),
    /** FHIR: the bytes are no JSON object (RFC 8259), or not in UTF-8. */
    JSON_UNREADABLE("102", "AE", "Le JSON est illisible", "The JSON cannot be read"),
    /** FHIR: deeper, longer or larger than is read. */
    JSON_TOO_LARGE(
            "207",
            "AE",
            "Le JSON dépasse une limite de lecture : profondeur, taille ou longueur d'un texte",
            "The JSON exceeds a limit of reading: depth, size or length of a text"),
    /** FHIR: two members of one object bear the same name. */
    JSON_NAME_REPEATED(
            "102",
            "AE",
            "Deux membres du même objet JSON portent le même nom",
            "Two members of one JSON object bear the same name"),
    /** FHIR: a text that is no Unicode text, for instance half a surrogate pair. */
    TEXT_INVALID(
            "102",
            "AE",
            "Un texte contient la moitié d'un caractère",
            "A text holds half a character"),
    /** FHIR: not a Bundle, or a Bundle without resources. */
    BUNDLE_EXPECTED(
            "100",
            "AE",
            "Un Bundle FHIR R4 avec des ressources est attendu",
            "A FHIR R4 Bundle with resources is expected"),
    /** FHIR: the message to write needs a resource the bundle does not have. */
    RESOURCE_MISSING(
            "100",
            "AE",
            "Une ressource nécessaire au message est absente",
            "A resource that the message needs is missing"),
    /** FHIR: nothing says which message to write: it was chosen by the resources. */
    EVENT_DERIVED(
            "201",
            "AE",
            "Événement non précisé : déduit des ressources",
            "No event given: derived from the resources"),
    /** FHIR: an element that its type needs is missing. */
    ELEMENT_MISSING("101", "AE", "Un élément requis est absent", "A required element is missing"),
    /** FHIR: a reference to nothing in the bundle. */
    REFERENCE_UNRESOLVED(
            "204",
            "AE",
            "Une référence ne mène à rien dans le Bundle",
            "A reference leads nowhere in the Bundle"),
    /** Receiver: a value longer than its profile allows. */
    VALUE_TOO_LONG(
            "102",
            "AE",
            "Valeur plus longue que ce que le destinataire accepte",
            "Value longer than the receiver takes"),
    /** Receiver: a value was cut to the length its profile allows. */
    VALUE_CUT(
            "102",
            "AE",
            "Valeur coupée à la longueur que le destinataire accepte",
            "Value cut to the length the receiver takes"),
    /** Receiver: this event is not for it. */
    EVENT_NOT_FOR_RECEIVER(
            "201",
            "AR",
            "Le destinataire ne reçoit pas cet événement",
            "The receiver does not take this event"),
    /** MLLP: bytes stand where a block should begin. */
    FRAME_START_MISSING(
            "100",
            "AR",
            "Octets avant le début de trame 0x0B : encadrez le message de 0x0B et 0x1C 0x0D",
            "Bytes before the start of a block, 0x0B: put the message between 0x0B and 0x1C 0x0D"),
    /** MLLP: a start inside a block. */
    FRAME_START_INSIDE(
            "100",
            "AR",
            "Octet 0x0B à l'intérieur d'une trame : envoyez chaque message seul dans la sienne",
            "Byte 0x0B inside a block: send each message alone in its own"),
    /** MLLP: half an end. */
    FRAME_END_INCOMPLETE(
            "100",
            "AR",
            "0x1C sans 0x0D : la fin d'une trame est 0x1C 0x0D",
            "0x1C without 0x0D: a block ends with 0x1C 0x0D"),
    /** MLLP: more bytes than the link allows. */
    FRAME_TOO_LARGE(
            "100",
            "AR",
            "Message plus grand que ce lien ne le permet; la connexion est fermée",
            "Message larger than this link allows; the connection is closed"),
    /** MLLP: the block stopped before its end. */
    FRAME_TRUNCATED(
            "100",
            "AR",
            "Trame interrompue avant sa fin; la connexion est fermée",
            "The block stopped before its end; the connection is closed"),
    /** No route may take this message: it was never cleared, or contradicts an article. */
    ROUTE_CLOSED("207", "AR", "La route est fermée", "The route is closed"),
    /** The route is held: a request is answered at once and not stored. */
    ROUTE_HELD("207", "AR", "La route est retenue", "The route is held"),
    /** The message could not be made durable in time. */
    NOT_RECORDED(
            "207",
            "AE",
            "Le message n'a pu être enregistré à temps : renvoyez-le",
            "The message could not be recorded in time: send it again"),
    /** The destination of a request gave no answer in time. */
    DESTINATION_SILENT(
            "207",
            "AE",
            "La destination n'a pas répondu à temps : renvoyez la demande",
            "The destination did not answer in time: send the request again"),
    /** The destination of a request refused it. */
    DESTINATION_REFUSED(
            "207",
            "AE",
            "La destination a refusé la demande",
            "The destination refused the request"),
    /** A request whose sender waits for the destination's answer, in a batch or in fragments. */
    REQUEST_NOT_ALONE(
            "207",
            "AR",
            "Une demande dont la destination donne la réponse s'envoie seule et entière",
            "A request that its destination answers is sent alone and whole"),
    /** Batch: BTS-1 or FTS-1 is not the number of what came. */
    BATCH_COUNT_DIFFERS(
            "100",
            "AE",
            "Le nombre annoncé en fin de lot n'est pas celui reçu",
            "The number announced by the trailer is not the number received"),
    /** Batch: BTS-1 or FTS-1 is not a number. */
    BATCH_COUNT_UNREADABLE(
            "102",
            "AE",
            "Le nombre annoncé en fin de lot est illisible",
            "The number announced by the trailer cannot be read"),
    /** Batch: BHS without BTS, or FHS without FTS. */
    BATCH_TRAILER_MISSING(
            "100",
            "AE",
            "Un lot ou un fichier n'a pas de segment de fin : il a pu être coupé",
            "A batch or a file has no trailer: it may have been cut"),
    /** Batch: BTS without BHS, or FTS without FHS. */
    BATCH_HEADER_MISSING(
            "100",
            "AE",
            "Une fin de lot ou de fichier sans son début",
            "A batch or file trailer without its header"),
    /** Batch: the signs that FHS-1 and FHS-2, or BHS-1 and BHS-2, announce cannot be used. */
    BATCH_HEADER_UNUSABLE(
            "102",
            "AE",
            "Les séparateurs d'un début de lot ou de fichier sont inutilisables",
            "The separators of a batch or file header cannot be used"),
    /** Batch: segments that belong to no message. */
    BATCH_STRAY_SEGMENTS(
            "100", "AE", "Des segments hors de tout message", "Segments outside any message"),
    /** Batch: more messages than one sending may hold. */
    BATCH_TOO_LONG(
            "100",
            "AR",
            "Trop de messages en un seul envoi : le reste n'est pas lu",
            "Too many messages in one sending: the rest is not read"),
    /** One message of a batch, or one joined from fragments, is larger than allowed. */
    MESSAGE_TOO_LARGE(
            "100",
            "AR",
            "Message plus grand que ce lien ne le permet",
            "Message larger than this link allows"),
    /** A value that is not held in memory, and a destination whose format needs it whole. */
    VALUE_TOO_LARGE(
            "207",
            "AE",
            "Valeur trop grande pour être traduite : seule une destination MLLP peut la recevoir",
            "Value too large to be translated: only an MLLP destination can receive it"),
    /** Continuation: MSH-14 names no fragment that is waiting. */
    CONTINUATION_UNKNOWN(
            "204",
            "AE",
            "MSH-14 ne désigne aucun fragment en attente",
            "MSH-14 names no fragment that is waiting"),
    /** Continuation: more unfinished messages, or bytes of them, than one sender may have. */
    CONTINUATION_TOO_MUCH(
            "207",
            "AE",
            "Trop de messages en fragments attendent leur suite : terminez-les ou attendez",
            "Too many messages in fragments wait for their rest: finish them or wait"),
    /** Continuation: MSH-14 names a fragment, but not the one just before. */
    CONTINUATION_DISORDERED(
            "100", "AE", "Ce fragment n'est pas à sa place", "This fragment is out of order"),
    /** Continuation: two fragments announce the same pointer. */
    CONTINUATION_REPEATED(
            "205",
            "AE",
            "Deux fragments annoncent le même pointeur de continuation",
            "Two fragments announce the same continuation pointer"),
    /** Continuation: the last fragment announces another. */
    CONTINUATION_UNFINISHED(
            "100",
            "AE",
            "Le dernier fragment en annonce un autre, qui n'est pas venu",
            "The last fragment announces another, which did not come"),
    /** Continuation: an ADD that has no segment to continue, or a segment left cut. */
    ADDENDUM_MISPLACED(
            "100",
            "AE",
            "Un segment ADD ne peut continuer ce qui le précède",
            "An ADD segment cannot continue what comes before it"),
    /** Continuation: fragments written in other signs or character sets than the first. */
    CONTINUATION_ENCODED_OTHERWISE(
            "102",
            "AE",
            "Un fragment n'est pas écrit avec les signes du premier",
            "A fragment is not written in the signs of the first"),
    /** MSH-13 is not the number that was expected. */
    SEQUENCE_NUMBER_UNEXPECTED(
            "207",
            "AE",
            "Le numéro de séquence n'est pas celui attendu, qui est donné en MSA-4",
            "The sequence number is not the expected one, which MSA-4 gives"),
    /** MSH-13 is not a number. */
    SEQUENCE_NUMBER_UNREADABLE(
            "102",
            "AE",
            "Le numéro de séquence est illisible",
            "The sequence number cannot be read");

    private final String table0357;
    private final AcknowledgementCode acknowledgement;
    private final String fr;
    private final String en;

    ProblemCode(String table0357, String acknowledgement, String fr, String en) {
        this.table0357 = table0357;
        this.acknowledgement = AcknowledgementCode.valueOf(acknowledgement);
        this.fr = fr;
        this.en = en;
    }

    /** The code of HL7 table 0357, for ERR-3. */
    public String table0357() {
        return table0357;
    }

    /** The meaning of {@link #table0357()} in HL7's words. */
    public String table0357Text() {
        return switch (table0357) {
            case "100" -> "Segment sequence error";
            case "101" -> "Required field missing";
            case "102" -> "Data type error";
            case "103" -> "Table value not found";
            case "200" -> "Unsupported message type";
            case "201" -> "Unsupported event code";
            case "203" -> "Unsupported version id";
            case "204" -> "Unknown key identifier";
            case "205" -> "Duplicate key identifier";
            default -> "Application internal error";
        };
    }

    /** The acknowledgement this deserves in original mode: {@code AE} or {@code AR}. */
    public AcknowledgementCode acknowledgement() {
        return acknowledgement;
    }

    /** What is wrong, without saying where. */
    public Text text() {
        return new Text(fr, en);
    }
}
