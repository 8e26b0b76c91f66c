package io.github.camelplivo.mdr;

import java.nio.channels.FileChannel;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.HttpResponseAware;
import org.jspecify.annotations.NullMarked;
import org.slf4j.LoggerFactory;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

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

    private static final DescribedPredicate<JavaClass> CAMEL = resideInAPackage("org.apache.camel..");
    private static final DescribedPredicate<JavaClass> HTTP = resideInAnyPackage("org.apache.hc..", "java.net.http..");

    /** Each package of the project may import only the named packages of the project. */
    @ArchTest
    static final ArchRule IMPORTS_POINT_ONE_WAY = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("face").definedBy("io.github.camelplivo.mdr")
            .layer("monitor").definedBy("io.github.camelplivo.mdr.monitor")
            .layer("feed").definedBy("io.github.camelplivo.mdr.feed")
            .layer("window").definedBy("io.github.camelplivo.mdr.feed.window")
            .layer("client").definedBy("io.github.camelplivo.mdr.client")
            .layer("budget").definedBy("io.github.camelplivo.mdr.budget")
            .layer("model").definedBy("io.github.camelplivo.mdr.model")
            .layer("log").definedBy("io.github.camelplivo.mdr.log")
            .ensureAllClassesAreContainedInArchitecture()
            .whereLayer("face").mayOnlyAccessLayers("monitor", "feed", "window", "client", "budget", "model", "log")
            .whereLayer("monitor").mayOnlyAccessLayers("feed", "client", "budget", "log")
            // the feed has its source of pages as an interface of its own
            .whereLayer("feed").mayOnlyAccessLayers("window", "model", "log")
            .whereLayer("window").mayOnlyAccessLayers("model", "log")
            .whereLayer("client").mayOnlyAccessLayers("budget", "model", "log")
            .whereLayer("budget").mayOnlyAccessLayers("log")
            .whereLayer("model").mayNotAccessAnyLayer()
            .whereLayer("log").mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule THE_FEED_KNOWS_NEITHER_CAMEL_NOR_HTTP = noClasses()
            .that().resideInAPackage("io.github.camelplivo.mdr.feed..")
            .should().dependOnClassesThat(CAMEL.or(HTTP));

    @ArchTest
    static final ArchRule THE_BUDGET_KNOWS_NEITHER_CAMEL_NOR_HTTP = noClasses()
            .that().resideInAPackage("io.github.camelplivo.mdr.budget..")
            .should().dependOnClassesThat(CAMEL.or(HTTP));

    @ArchTest
    static final ArchRule THE_MODEL_KNOWS_NEITHER_CAMEL_NOR_HTTP = noClasses()
            .that().resideInAPackage("io.github.camelplivo.mdr.model..")
            .should().dependOnClassesThat(CAMEL.or(HTTP));

    @ArchTest
    static final ArchRule THE_CLIENT_KNOWS_OF_CAMEL_ONLY_WHAT_USERS_OF_CAMEL_HTTP_KNOW = noClasses()
            .that().resideInAPackage("io.github.camelplivo.mdr.client..")
            .should().dependOnClassesThat(CAMEL.and(DescribedPredicate.not(belongToAnyOf(
                    HttpClientConfigurer.class, HttpOperationFailedException.class, HttpResponseAware.class))));

    /** NullAway checks those packages only. */
    @ArchTest
    static void everyPackageSaysWhatMayBeNull(JavaClasses classes) {
        assertThat(classes.stream().map(JavaClass::getPackage).distinct())
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue());
    }

    /** Converters belong to the context and not to a feed. */
    @ArchTest
    static final ArchRule EVERY_LINE_NAMES_ITS_FEED = noClasses()
            .that().resideOutsideOfPackage("io.github.camelplivo.mdr.log..").and().doNotHaveSimpleName("Converters")
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
