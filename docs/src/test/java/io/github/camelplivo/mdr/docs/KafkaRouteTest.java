package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The README, kafka.md and spring-boot.md show one route from Plivo to Kafka. */
class KafkaRouteTest {

    private static final Pattern OPTION = Pattern.compile("[?&](\\w+)=([^&\"]+)");
    private static final Pattern STEPS = Pattern.compile("\\.split\\(body\\(\\)\\).*?;", Pattern.DOTALL);

    @Test
    void ofTheReadmeEqualsThatOfThePageOnKafka() throws IOException {
        assertThat(route("README.md", "Three routes").text()).isEqualTo(route("kafka.md", "Records into a topic").text());
    }

    /** Where the options of the component are properties, and a test may shorten the delay. */
    @Test
    void ofSpringBootDoesTheSame() throws IOException {
        Snippet kafka = route("kafka.md", "Records into a topic");
        Snippet springBoot = route("spring-boot.md", "Kafka");
        Properties properties = Snippet.properties(Snippet.of("spring-boot.md", "Kafka", "properties").stream());
        Map<String, String> options = options(springBoot);
        options.put("recheckAfter", properties.getProperty("camel.component.plivo-mdr.recheck-after"));
        options.put("idempotentRepository",
                properties.getProperty("camel.component.plivo-mdr.idempotent-repository").replace("#bean:", "#"));

        assertThat(options.remove("delay")).isEqualTo("{{mdr.delay:60000}}");
        assertThat(options).isEqualTo(options(kafka));
        assertThat(steps(springBoot).replace("{{mdr.to}}", properties.getProperty("mdr.to"))).isEqualTo(steps(kafka));
    }

    /** A test of such a route sets a folder of its own: the simulated account has the same id in each run. */
    @Test
    void keepsItsPositionInTheFolderOfAProperty() throws IOException {
        List<Snippet> routes = Snippet.all().stream()
                .filter(snippet -> List.of("README.md", "kafka.md", "spring-boot.md", "testing.md").contains(snippet.page()))
                .filter(snippet -> snippet.text().contains("watermarkFile")).toList();

        assertThat(routes).hasSizeGreaterThan(5).allSatisfy(route -> assertThat(route.text())
                .containsPattern("watermarkFile(=|: \"?)\\{\\{mdr\\.data}}/mdr\\.watermark"));
    }

    private static Snippet route(String page, String section) throws IOException {
        return Snippet.of(page, section, "java").stream()
                .filter(snippet -> snippet.text().contains("KafkaConstants.KEY")).findFirst().orElseThrow();
    }

    private static Map<String, String> options(Snippet route) {
        return OPTION.matcher(route.text()).results()
                .collect(Collectors.toMap(option -> option.group(1), option -> option.group(2), (a, b) -> a, HashMap::new));
    }

    private static String steps(Snippet route) {
        return STEPS.matcher(route.text()).results().findFirst().orElseThrow().group().replaceAll("\\s+", "");
    }
}
