package io.github.camelplivo.mdr;

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

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** The packages, and which may import which. */
@AnalyzeClasses(packages = "io.github.camelplivo.mdr",
                importOptions = {
                        ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class,
                        ArchitectureTest.OwnClasses.class })
class ArchitectureTest {

    /** Other modules are no jars if Maven has not packaged them yet. */
    static final class OwnClasses implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return location.contains("/component/");
        }
    }

    /** What the face and the monitoring may import of the feed is in its own module's test. */
    @ArchTest
    static final ArchRule THE_MONITORING_KNOWS_NEITHER_THE_FACE_NOR_RECORDS = noClasses()
            .that().resideInAPackage("io.github.camelplivo.mdr.monitor..")
            .should().dependOnClassesThat().resideInAnyPackage("io.github.camelplivo.mdr", "io.github.camelplivo.mdr.source",
                    "io.github.camelplivo.mdr.feed.window", "io.github.camelplivo.mdr.model");

    @ArchTest
    static final ArchRule HTTP_IS_FOR_THE_CLIENT = noClasses()
            .that().doNotHaveFullyQualifiedName("io.github.camelplivo.mdr.ClientOptions$Configurer")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.hc..", "java.net.http..");

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

    @ArchTest
    static final ArchRule NOBODY_PRINTS = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule LOGGING_IS_SLF4J = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
