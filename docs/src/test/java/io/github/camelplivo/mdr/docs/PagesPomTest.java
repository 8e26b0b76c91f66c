package io.github.camelplivo.mdr.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.w3c.dom.Element;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The poms of the pages together form one that Maven can resolve. */
class PagesPomTest {

    private static final Path ROOT = Snippet.DOCS.getParent();

    private static Element shown;
    private static Element example;

    @BeforeAll
    static void readPoms() throws Exception {
        shown = Poms.part(Snippet.of("spring-boot.md", "What to add", "xml").get(0));
        shown = Poms.child(shown, "project").orElseThrow();
        example = Poms.project(ROOT.resolve("examples/spring-boot-kafka/pom.xml"));
    }

    /** The build resolves the example's pom and runs its tests. */
    @Test
    void theDependenciesForSpringBootAreThoseOfTheExample() throws Exception {
        List<Element> dependencies = new ArrayList<>(Poms.dependencies(shown));
        dependencies.addAll(added("spring-boot.md", "Kafka"));
        dependencies.addAll(added("testing.md", "With Spring Boot"));
        dependencies.addAll(added("testing.md", "With Kafka"));

        assertThat(dependencies).extracting(Poms::normalized)
                .containsExactlyInAnyOrderElementsOf(Poms.dependencies(example).stream().map(Poms::normalized).toList());
    }

    @Test
    void theParentAndTheBomsForSpringBootAreThoseOfTheExample() {
        for (String part : List.of("parent", "dependencyManagement")) {
            assertThat(Poms.normalized(Poms.child(shown, part).orElseThrow()))
                    .isEqualTo(Poms.normalized(Poms.child(example, part).orElseThrow()));
        }
    }

    @Test
    void theVersionsForSpringBootAreThoseOfTheBuild() throws Exception {
        Element root = Poms.project(ROOT.resolve("pom.xml"));
        Element properties = Poms.child(root, "properties").orElseThrow();

        assertThat(Poms.text(Poms.child(shown, "parent").orElseThrow(), "version"))
                .isEqualTo(Poms.text(properties, "spring-boot.version"));
        assertThat(Poms.managed(shown)).extracting(bom -> Poms.text(bom, "version"))
                .containsExactly(Poms.text(properties, "camel.version"), Poms.text(root, "version"));
    }

    /** The build resolves the example's pom; its tests need more dependencies. */
    @Test
    void theBomsAndTheDependenciesForQuarkusAreThoseOfTheExample() throws Exception {
        Element page = Poms.part(Snippet.of("quarkus.md", "What to add", "xml").get(0));
        page = Poms.child(page, "project").orElseThrow();
        Element quarkus = Poms.project(ROOT.resolve("examples/quarkus/pom.xml"));
        Element properties = Poms.child(quarkus, "properties").orElseThrow();

        String version = Poms.text(properties, "quarkus.version");
        assertThat(Poms.managed(page)).extracting(bom -> Poms.text(bom, "version"))
                .containsExactly(version, version, Poms.text(properties, "plivo-mdr.version"));
        assertThat(Poms.dependencies(page)).extracting(Poms::normalized)
                .containsExactlyElementsOf(Poms.dependencies(quarkus).stream()
                        .filter(dependency -> Poms.text(dependency, "scope").isEmpty()).map(Poms::normalized).toList());
        assertThat(Poms.text(plugins(page).get("quarkus-maven-plugin"), "version")).isEqualTo(version);
        assertThat(Poms.text(plugins(page).get("maven-compiler-plugin"), "version"))
                .isEqualTo(Poms.text(plugins(quarkus).get("maven-compiler-plugin"), "version"));
    }

    private static Map<String, Element> plugins(Element project) {
        Element build = Poms.child(project, "build").orElseThrow();
        return Poms.children(Poms.child(build, "plugins").orElseThrow()).stream()
                .collect(Collectors.toMap(plugin -> Poms.text(plugin, "artifactId"), Function.identity()));
    }

    /** plivo-mdr-bom manages all of them. */
    @Test
    void aDependencyOnThisProjectHasNoVersion() throws Exception {
        assertThat(allDependencies(dependency -> Poms.text(dependency, "groupId").equals("io.github.camelplivo")
                && !Poms.text(dependency, "scope").equals("import")))
                .isNotEmpty().allSatisfy(dependency -> assertThat(Poms.text(dependency, "version")).isEmpty());
    }

    /** No BOM of the pages manages it; the starters of Camel have another group. */
    @Test
    void aDependencyOnCamelHasAVersion() throws Exception {
        String version = Poms.text(Poms.managed(shown).get(0), "version");

        assertThat(allDependencies(dependency -> Poms.text(dependency, "groupId").equals("org.apache.camel")))
                .isNotEmpty().allSatisfy(dependency -> assertThat(Poms.text(dependency, "version")).isEqualTo(version));
    }

    private static List<Element> added(String page, String section) throws Exception {
        List<Element> dependencies = new ArrayList<>();
        for (Snippet snippet : Snippet.of(page, section, "xml")) {
            dependencies.addAll(Poms.children(Poms.part(snippet)));
        }
        assertThat(dependencies).isNotEmpty().allSatisfy(
                dependency -> assertThat(dependency.getTagName()).isEqualTo("dependency"));
        return dependencies;
    }

    private static List<Element> allDependencies(Predicate<Element> wanted) throws Exception {
        List<Element> dependencies = new ArrayList<>();
        for (Snippet snippet : Snippet.all()) {
            if (snippet.language().equals("xml") && snippet.text().contains("<dependency>")) {
                collect(Poms.part(snippet), dependencies);
            }
        }
        return dependencies.stream().filter(wanted).toList();
    }

    private static void collect(Element element, List<Element> dependencies) {
        for (Element child : Poms.children(element)) {
            if (child.getTagName().equals("dependency")) {
                dependencies.add(child);
            }
            collect(child, dependencies);
        }
    }
}
