// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The three roles are signed by three different people, so that nobody checks their own work (CYB,
 * note 1). Judged only for roles that somebody signed: absence is another rule's.
 */
public final class NobodySignsTwoRoles implements Rule<NobodySignsTwoRoles.Facts> {

    /** Who signed for the asset in each role, with signatures that count today. */
    public record Facts(
            String asset, Set<String> holders, Set<String> security, Set<String> privacy) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("CYB-NOTE-1");
    }

    @Override
    public Verdict judge(Facts facts) {
        if (distinctPeopleExist(facts)) {
            return new Verdict.Met(
                    citations(),
                    "SIGNATURE " + facts.asset(),
                    Text.of(
                            "Des personnes distinctes ont signé pour %s.",
                            "Different people signed for %s.", facts.asset()));
        }
        return new Verdict.Lacking(
                citations(),
                "SIGNATURE " + facts.asset(),
                Text.of(
                        "Une même personne a signé dans deux rôles pour %s; il en faut une par"
                                + " rôle.",
                        "One person signed in two roles for %s; each role needs its own.",
                        facts.asset()));
    }

    /** Hall's condition: any roles together were signed by at least as many people. */
    private static boolean distinctPeopleExist(Facts facts) {
        List<Set<String>> signed =
                List.of(facts.holders(), facts.security(), facts.privacy()).stream()
                        .filter(people -> !people.isEmpty())
                        .toList();
        for (int roles = 1; roles < 1 << signed.size(); roles++) {
            Set<String> people = new HashSet<>();
            for (int i = 0; i < signed.size(); i++) {
                if ((roles >> i & 1) == 1) {
                    people.addAll(signed.get(i));
                }
            }
            if (people.size() < Integer.bitCount(roles)) {
                return false;
            }
        }
        return true;
    }
}
