// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as its jar declares it. */
final class Version implements IVersionProvider {

    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"arrimage " + number() + " · Java " + Runtime.version()};
    }
}
