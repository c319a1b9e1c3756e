// SPDX-License-Identifier: Apache-2.0
package org.arrimage;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

import java.nio.file.Path;

class HouseTest {
    private static final ApplicationModules MODULES =
            ApplicationModules.of(
                    Arrimage.class,
                    resideInAnyPackage(
                            "org.arrimage.rulebook..",
                            "org.arrimage.translation..",
                            "org.arrimage.hl7v2..",
                            "org.arrimage.mllp.."));

    @Test
    void everyModuleUsesOnlyWhatItDeclares() {
        MODULES.verify();
    }

    @Test
    void theMapOfTheHouseIsDrawnFromTheCode() {
        var options =
                Documenter.Options.defaults()
                        .withOutputFolder(Path.of("target", "modules").toString());

        new Documenter(MODULES, options)
                .writeModulesAsPlantUml()
                .writeIndividualModulesAsPlantUml();
    }
}
