// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

class CliTest {

    @Test
    void speaksFrenchUnlessEnglishIsAskedFor() {
        String[] none = {};

        assertThat(Language.detect(none, Map.of())).isEqualTo(Language.FRENCH);
        assertThat(Language.detect(none, Map.of("LANG", "C.UTF-8"))).isEqualTo(Language.FRENCH);
        assertThat(Language.detect(none, Map.of("LANG", "en_CA.UTF-8")))
                .isEqualTo(Language.ENGLISH);
        assertThat(Language.detect(none, Map.of("LANG", "en_CA", "LC_ALL", "fr_CA")))
                .isEqualTo(Language.FRENCH);
        assertThat(Language.detect(none, Map.of("LC_ALL", "fr", "ARRIMAGE_LANG", "en")))
                .isEqualTo(Language.ENGLISH);
        assertThat(
                        Language.detect(
                                new String[] {"rules", "--lang", "fr"},
                                Map.of("ARRIMAGE_LANG", "en")))
                .isEqualTo(Language.FRENCH);
        assertThat(Language.detect(new String[] {"--lang=en"}, Map.of()))
                .isEqualTo(Language.ENGLISH);
    }

    @Test
    void saysEveryTextInBothLanguagesWithTheSamePlaces() {
        var french = Language.FRENCH.texts("texts");
        var english = Language.ENGLISH.texts("texts");

        assertThat(english.keySet()).isEqualTo(french.keySet());
        for (String key : french.keySet()) {
            assertThat(places(english.getString(key)))
                    .as(key)
                    .isEqualTo(places(french.getString(key)));
        }
    }

    @Test
    void listsItsCommandsWhenCalledAlone() {
        Ran alone = Ran.inFrench();

        assertThat(alone.exitCode()).isZero();
        assertThat(alone.out()).contains("Commandes :", "send", "Envoie des messages HL7 v2");
    }

    @Test
    void describesEveryOptionOfEveryCommand() {
        for (String language : new String[] {"fr", "en"}) {
            Ran root = Ran.arrimage(Language.of(language));
            var names =
                    Pattern.compile("(?m)^  ([a-z]+)  +\\S")
                            .matcher(root.out())
                            .results()
                            .map(found -> found.group(1))
                            .toList();

            assertThat(names).contains("serve", "status", "doctor", "send", "completion");
            for (String name : names) {
                Ran help = Ran.arrimage(Language.of(language), name, "--help");
                assertThat(help.exitCode()).as(name).isZero();
                assertThat(help.out())
                        .as(name)
                        .doesNotContainPattern(
                                "(?m)^ +(-[a-zA-Z], )?--[a-z-]+(=\\S+)?$\\n(?! {20})");
            }
        }
    }

    @Test
    void refusesAnUnknownWordAndOffersTheNearest() {
        Ran misspelt = Ran.inEnglish("stauts");

        assertThat(misspelt.exitCode()).isEqualTo(Exit.UNUSABLE);
        assertThat(misspelt.out()).isEmpty();
        assertThat(misspelt.err()).contains("unknown argument: stauts", "did you mean: status");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(Ran.inEnglish("send").err()).contains("missing: --to, FILE");
        assertThat(Ran.inFrench("send").err()).contains("il manque : --to, FILE");
        assertThat(Ran.inEnglish("send", "none.hl7", "--to", "mllp://127.0.0.1:9").exitCode())
                .isEqualTo(Exit.UNUSABLE);
        assertThat(Ran.inEnglish("send", "none.hl7", "--to", "mllp://127.0.0.1:9").err())
                .contains("no such file");
    }

    @Test
    void answersNoWhenNoServiceRuns() {
        Ran status = Ran.inEnglish("status", "--data", "target/no-such-data");

        assertThat(status.exitCode()).isEqualTo(Exit.NO);
        assertThat(status.err()).contains("no service runs", "arrimage serve");
    }

    @Test
    void printsACompletionScriptForEveryCommand() {
        Ran bash = Ran.inEnglish("completion", "bash");
        Ran zsh = Ran.inEnglish("completion", "zsh");

        assertThat(bash.exitCode()).isZero();
        assertThat(bash.out())
                .contains("complete -F _complete_arrimage", "doctor", "--connections");
        assertThat(zsh.out()).startsWith("autoload").contains("--connections");
    }

    private static TreeSet<String> places(String text) {
        var places = new TreeSet<String>();
        Pattern.compile("%[0-9$.,]*[a-z]")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(places::add);
        return places;
    }
}
