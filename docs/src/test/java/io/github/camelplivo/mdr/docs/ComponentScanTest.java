package io.github.camelplivo.mdr.docs;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelplivo.mdr.PlivoMdrComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.BeanDefinitionOverrideException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The classes and properties of a section of spring-boot.md start together as an application that scans for components.
 */
class ComponentScanTest {

    private static final Pattern CLASS = Pattern.compile("^(?:public )?class (\\w+)", Pattern.MULTILINE);
    /** Of a section that shows none. */
    private static final String APPLICATION = """
            package com.acme;

            @org.springframework.boot.autoconfigure.SpringBootApplication
            public class Application {
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "Properties", "Kafka" })
    void startsTheClassesOfASection(String section) throws Exception {
        try (ConfigurableApplicationContext application = start(section, sources(section))) {
            PlivoMdrComponent component = application.getBean(CamelContext.class).getComponent("plivo-mdr",
                    PlivoMdrComponent.class);

            assertThat(component.getConfiguration().getIdempotentRepository())
                    .isSameAs(application.getBean(IdempotentRepository.class));
        }
    }

    /** Spring gives the bean of the class the name of its method. */
    @Test
    void aConfigurationWithTheNameOfItsBeanDoesNotStart() throws Exception {
        Map<String, String> sources = sources("Kafka");
        sources.put("Versions", sources.remove("VersionsConfiguration").replace("VersionsConfiguration", "Versions"));

        assertThatThrownBy(() -> start("Kafka", sources)).isInstanceOf(BeanDefinitionOverrideException.class);
        assertThat(Snippet.DOCS.resolve("spring-boot.md")).content()
                .contains(
                        "| `The bean 'versions', defined in class path resource [com/acme/Versions.class], could not be registered.`");
    }

    private static Map<String, String> sources(String section) throws Exception {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Snippet snippet : Snippet.of("spring-boot.md", section, "java")) {
            Matcher name = CLASS.matcher(snippet.text());
            if (name.find()) {
                sources.put(name.group(1), snippet.isFile() ? snippet.text() : "package com.acme;\n" + snippet.text());
            }
        }
        assertThat(sources).isNotEmpty();
        if (sources.keySet().stream().noneMatch(name -> name.endsWith("Application"))) {
            sources.put("Application", APPLICATION);
        }
        return sources;
    }

    private ConfigurableApplicationContext start(String section, Map<String, String> sources) throws Exception {
        Properties shown = Snippet.properties(Snippet.of("spring-boot.md", section, "properties").stream());
        Map<String, Object> properties = new TreeMap<>();
        shown.forEach((name, value) -> properties.put(name.toString(), value));
        // without camel-kafka-starter this property has no reader
        properties.computeIfPresent("mdr.to", (name, value) -> value + "?brokers=127.0.0.1:1");
        properties.putAll(Map.of("plivo.auth-id", "MAXXXXXXXXXXXXXXXXXX", "camel.component.plivo-mdr.auth-token", "secret",
                "camel.component.kafka.brokers", "127.0.0.1:1", "mdr.data", folder.toString(), "camel.main.auto-startup",
                "false", "spring.main.banner-mode", "off"));
        // stays open until the process ends: the application may load further classes
        URLClassLoader loader = new JavaSnippets(folder).files(sources);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            String application = sources.keySet().stream().filter(name -> name.endsWith("Application")).findAny().orElseThrow();
            return new SpringApplicationBuilder(loader.loadClass("com.acme." + application)).web(WebApplicationType.NONE)
                    .resourceLoader(new DefaultResourceLoader(loader)).properties(properties).run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
