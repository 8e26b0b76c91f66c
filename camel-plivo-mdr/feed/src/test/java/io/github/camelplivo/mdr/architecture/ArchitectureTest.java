package io.github.camelplivo.mdr.architecture;

import java.nio.channels.FileChannel;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;
import org.slf4j.LoggerFactory;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The packages, and which may import which. */
@AnalyzeClasses(packages = "io.github.camelplivo.mdr",
                importOptions = {
                        ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class,
                        ArchitectureTest.NoSimulator.class })
class ArchitectureTest {

    /** The simulator is not a jar if Maven has not packaged it yet. */
    static final class NoSimulator implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/simulator/");
        }
    }

    /** Each package of the project may import only the named packages of the project. */
    @ArchTest
    static final ArchRule IMPORTS_POINT_ONE_WAY = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("source").definedBy("io.github.camelplivo.mdr.source")
            .layer("feed").definedBy("io.github.camelplivo.mdr.feed")
            .layer("window").definedBy("io.github.camelplivo.mdr.feed.window")
            .layer("client").definedBy("io.github.camelplivo.mdr.client")
            .layer("budget").definedBy("io.github.camelplivo.mdr.budget")
            .layer("model").definedBy("io.github.camelplivo.mdr.model")
            .layer("log").definedBy("io.github.camelplivo.mdr.log")
            .ensureAllClassesAreContainedInArchitecture()
            .whereLayer("source").mayOnlyAccessLayers("feed", "window", "client", "budget", "model")
            // the feed has its source of pages as an interface of its own
            .whereLayer("feed").mayOnlyAccessLayers("window", "model", "log")
            .whereLayer("window").mayOnlyAccessLayers("model", "log")
            .whereLayer("client").mayOnlyAccessLayers("budget", "model", "log")
            .whereLayer("budget").mayOnlyAccessLayers("log")
            .whereLayer("model").mayNotAccessAnyLayer()
            .whereLayer("log").mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule NOTHING_KNOWS_CAMEL_OR_KAFKA = noClasses().should().dependOnClassesThat(
            resideInAnyPackage("org.apache.camel..", "org.apache.kafka.."));

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_KNOWS_HTTP = noClasses()
            .that().resideOutsideOfPackage("io.github.camelplivo.mdr.client..")
            .should().dependOnClassesThat(resideInAnyPackage("org.apache.hc..", "java.net.http.."));

    /** The Kafka Connect connector ships this class path. */
    @ArchTest
    static void camelIsNotOnTheClassPath(JavaClasses classes) {
        assertThat(System.getProperty("java.class.path")).doesNotContain("camel-api", "camel-support", "camel-http");
        assertThatThrownBy(() -> Class.forName("org.apache.camel.CamelContext")).isInstanceOf(ClassNotFoundException.class);
    }

    /** NullAway checks those packages only. */
    @ArchTest
    static void everyPackageSaysWhatMayBeNull(JavaClasses classes) {
        assertThat(classes.stream().map(JavaClass::getPackage).distinct())
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue());
    }

    @ArchTest
    static final ArchRule EVERY_LINE_NAMES_ITS_FEED = noClasses()
            .that().resideOutsideOfPackage("io.github.camelplivo.mdr.log..")
            .should().dependOnClassesThat().belongToAnyOf(LoggerFactory.class);

    /** No test can cut the power. */
    @ArchTest
    static final ArchRule THE_WATERMARK_IS_FORCED_TO_THE_DISK = classes().that().haveSimpleName("PrivateFiles")
            .should().callMethod(FileChannel.class, "force", boolean.class);

    @ArchTest
    static final ArchRule NOBODY_PRINTS = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule LOGGING_IS_SLF4J = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
