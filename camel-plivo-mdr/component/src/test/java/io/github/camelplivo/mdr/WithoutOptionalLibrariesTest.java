package io.github.camelplivo.mdr;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Meters, JMX, health and dev console are optional; a feed runs without them. */
class WithoutOptionalLibrariesTest {

    private static final List<String> OPTIONAL = List.of("micrometer", "camel-management", "camel-health", "camel-console");

    /** The code that runs in the other class loader. */
    public static final class Application implements Runnable {

        @Override
        public void run() {
            try (RouteHarness rig = new RouteHarness(PlivoSimulator.builder().unlimited())) {
                rig.plivo.account().add(Instant.now().minusSeconds(60));
                rig.start(routes -> routes.from(rig.uri()).process(rig::deliver));
                rig.awaitDelivered(1);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aFeedRuns() throws Exception {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> OPTIONAL.stream().noneMatch(new File(path).getName()::startsWith))
                .map(WithoutOptionalLibrariesTest::url).toArray(URL[]::new);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(has(loader, "io.micrometer.core.instrument.MeterRegistry")).isFalse();
            assertThat(has(loader, "org.apache.camel.impl.console.DefaultDevConsoleRegistry")).isFalse();
            Class<?> application = loader.loadClass(Application.class.getName());

            ((Runnable) application.getConstructor().newInstance()).run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean has(ClassLoader loader, String name) {
        try {
            loader.loadClass(name);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
