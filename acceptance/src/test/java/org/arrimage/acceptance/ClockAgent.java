// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Runs in the server's own process, before it, and gives its every class, the JDK's and the
 * libraries' too, {@link SkewedTime} for the system's wall clock. The product knows nothing of it.
 * Decision 0016.
 */
public final class ClockAgent {

    private ClockAgent() {}

    /**
     * Called by the virtual machine.
     *
     * @param argument the jar that holds {@link SkewedTime} alone, a comma, the file with the skew
     */
    public static void premain(String argument, Instrumentation instrumentation) throws Exception {
        String[] files = argument.split(",");
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(files[0]));
        SkewedTime.follow(Path.of(files[1]));
        instrumentation.addTransformer(new ClockAgent.Transformer(), true);
        List<Class<?>> loaded = new ArrayList<>(List.of(Clock.class, InstantSource.class));
        loaded.add(Date.class);
        loaded.add(InstantSource.system().getClass());
        loaded.add(Clock.systemUTC().getClass());
        instrumentation.retransformClasses(loaded.toArray(Class<?>[]::new));
    }

    private static final class Transformer implements ClassFileTransformer {
        @Override
        public byte[] transform(
                ClassLoader loader,
                String name,
                Class<?> redefined,
                ProtectionDomain domain,
                byte[] file) {
            return name != null
                            && name.startsWith(ClockAgent.class.getPackageName().replace('.', '/'))
                    ? null
                    : ConstantPool.redirected(file);
        }
    }
}
