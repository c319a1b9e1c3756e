// SPDX-License-Identifier: Apache-2.0
package org.arrimage;

import org.arrimage.backup.RestoreProgram;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The server: a governed exchange whose modules are the packages below this one. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Arrimage {

    /** Starts the server and runs until it is told to stop; or restores an archive and ends. */
    public static void main(String[] arguments) {
        if (RestoreProgram.asked(arguments)) {
            System.exit(RestoreProgram.run(arguments));
        }
        SpringApplication.run(Arrimage.class, arguments);
    }
}
