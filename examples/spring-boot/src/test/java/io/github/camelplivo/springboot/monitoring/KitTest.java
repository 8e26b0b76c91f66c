package io.github.camelplivo.springboot.monitoring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The dashboard, the pages of the alerts and the manifest for Kubernetes agree with the running example. */
@EnabledIf("io.github.camelplivo.springboot.monitoring.Kit#isHere")
class KitTest {

    private static final Pattern METRIC = Pattern.compile("(plivo_\\w+)(?:\\{([^}]*)\\})?");
    private static final Pattern SELECTOR = Pattern.compile("(\\w+)=~\"([^\"]*)\"");
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)\\}\\}|(?<=by \\(|, )(\\w+)(?=[,)])");
    private static final String RUNBOOKS = "https://runbooks.example/plivo-mdr/docs/monitoring/README.md#";

    private static final PlivoSimulator PLIVO = PlivoSimulator.builder().unlimited().start();
    @TempDir
    static Path data;
    private static RunningExample example;

    @BeforeAll
    static void start() {
        example = RunningExample.start(PLIVO, data, "camel.component.plivo-mdr.list-requests-per-minute=100000");
    }

    @AfterAll
    static void end() {
        example.close();
        PLIVO.close();
    }

    @Test
    void theExampleExportsEachMetricAndLabelOfTheDashboard() throws Exception {
        Scrape scrape = example.scrape();
        List<JsonNode> targets = new ArrayList<>();
        new ObjectMapper().readTree(Kit.text(Kit.DASHBOARD)).findValues("targets").forEach(t -> t.forEach(targets::add));

        assertThat(targets).hasSizeGreaterThan(15).allSatisfy(target -> {
            String expression = target.get("expr").asText().replace("$feed", ".*");
            List<MatchResult> metrics = METRIC.matcher(expression).results().toList();
            assertThat(metrics).as(expression).isNotEmpty().allSatisfy(metric -> {
                Map<String, String> selectors = SELECTOR.matcher(metric.group(2)).results()
                        .collect(Collectors.toMap(pair -> pair.group(1), pair -> pair.group(2)));
                assertThat(scrape.named(metric.group(1))).as(expression).anySatisfy(sample -> {
                    selectors.forEach((label, regex) -> assertThat(sample.labels().get(label)).matches(regex));
                    assertThat(sample.labels()).containsKeys(labels(target).toArray(String[]::new));
                });
            });
        });
    }

    private static Set<String> labels(JsonNode target) {
        Matcher label = LABEL.matcher(target.get("expr").asText().replaceAll("\\{[^}]*\\}", "")
                                      + target.get("legendFormat").asText());
        return label.results().map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void eachAlertLinksToItsSection() {
        String page = Kit.text(Kit.DOCS.resolve("monitoring/README.md"));

        assertThat(Kit.alerts()).allSatisfy(alert -> {
            assertThat(alert.runbook()).isEqualTo(RUNBOOKS + alert.name().toLowerCase(Locale.ROOT));
            int start = page.indexOf("\n## " + alert.name() + "\n");
            assertThat(start).as(alert.name()).isPositive();
            int end = page.indexOf("\n## ", start + 1);
            assertThat(page.substring(start, end < 0 ? page.length() : end))
                    .contains("\n* **Meaning:** ", "\n* **Check:** ", "\n* **Do:** ");
        });
    }

    @Test
    void eachAlarmOfOperationsHasAnAlert() {
        String page = Kit.text(Kit.DOCS.resolve("operations.md"));
        String table = page.substring(page.indexOf("| alarm on |"), page.indexOf("A backfill needs no alarm"));
        List<String> rows = table.lines().skip(2).filter(line -> line.startsWith("|")).toList();

        List<String> linked = rows.stream().map(row -> {
            Matcher link = Pattern.compile("^\\| \\[[^]]*\\]\\(monitoring/README\\.md#(\\w+)\\)").matcher(row);
            assertThat(link.find()).as(row).isTrue();
            return link.group(1);
        }).toList();
        assertThat(linked).containsExactlyInAnyOrderElementsOf(
                Kit.alerts().stream().map(alert -> alert.name().toLowerCase(Locale.ROOT)).toList());
    }

    @Test
    void theManifestHasTheSettingsAndProbesOfTheExample() {
        JsonNode deployment = manifest("Deployment");
        JsonNode container = deployment.at("/spec/template/spec/containers/0");
        String settings = Kit.text(Path.of("src/main/resources/application.properties"));

        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(deployment.at("/spec/strategy/type").asText()).isEqualTo("Recreate");
        assertThat(container.get("env")).isNotEmpty().allSatisfy(variable -> assertThat(settings).containsAnyOf(
                "${" + variable.get("name").asText() + "}", "{{env:" + variable.get("name").asText() + "}}",
                "\n" + variable.get("name").asText().toLowerCase(Locale.ROOT).replace('_', '.') + " = "));
        assertThat(manifest("PersistentVolumeClaim").at("/metadata/name").asText())
                .isEqualTo(deployment.at("/spec/template/spec/volumes/0/persistentVolumeClaim/claimName").asText());
        assertThat(List.of("startupProbe", "livenessProbe", "readinessProbe")).allSatisfy(probe -> {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(status(container, probe)).isEqualTo(200));
        });

        PLIVO.faults().always(Fault.unauthorized());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(status(container, "readinessProbe")).isEqualTo(503));
        assertThat(status(container, "livenessProbe")).isEqualTo(200);
        PLIVO.faults().clear();
    }

    private static int status(JsonNode container, String probe) {
        return example.get(container.at("/" + probe + "/httpGet/path").asText()).statusCode();
    }

    private static JsonNode manifest(String kind) {
        Matcher block = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Kit.text(Kit.DOCS.resolve("kubernetes.md")));
        assertThat(block.find()).isTrue();
        return Kit.yaml(block.group(1)).stream().filter(document -> kind.equals(document.path("kind").asText())).findFirst()
                .orElseThrow();
    }
}
