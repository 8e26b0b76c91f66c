package io.github.camelplivo.mdr.springboot;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import javax.sql.DataSource;

import io.github.camelplivo.mdr.OnMalformed;
import io.github.camelplivo.mdr.PlivoMdrComponent;
import io.github.camelplivo.mdr.PlivoMdrConfiguration;
import io.github.camelplivo.mdr.PlivoMdrOperation;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The component has the values of the application's properties. */
class BindingTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(CamelAutoConfiguration.class, PlivoMdrComponentAutoConfiguration.class))
            .withUserConfiguration(Beans.class);

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        PlivoMdrConfiguration configuration() {
            PlivoMdrConfiguration configuration = new PlivoMdrConfiguration();
            configuration.setStartTime("P90D");
            configuration.setLimit(3);
            return configuration;
        }

        @Bean
        StateRepository<String, String> watermarkRepository() {
            return new MemoryStateRepository();
        }

        @Bean
        DataSource watermarkDataSource() {
            Object identity = new Object();
            return (DataSource) Proxy.newProxyInstance(DataSource.class.getClassLoader(), new Class<?>[] { DataSource.class },
                    (proxy, method, arguments) -> method.invoke(identity, arguments));
        }

        @Bean
        IdempotentRepository idempotentRepository() {
            return new MemoryIdempotentRepository();
        }

        @Bean
        HttpClientConfigurer httpClientConfigurer() {
            return builder -> {
            };
        }

        @Bean
        SSLContextParameters sslContextParameters() {
            return new SSLContextParameters();
        }
    }

    @Test
    void bindsEveryOption() {
        application.withPropertyValues(properties(Catalog.Option::property)).run(BindingTest::hasEveryOption);
    }

    @Test
    void bindsEveryOptionFromTheEnvironment() {
        application.withInitializer(context -> TestPropertyValues
                .of(properties(option -> option.property().replace("-", "").replace('.', '_').toUpperCase()))
                .applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT))
                .run(BindingTest::hasEveryOption);
    }

    @Test
    void acceptsRelaxedNamesAndCamelsPlaceholders() {
        application.withPropertyValues("camel.component.plivo-mdr.watermarkFile=data/{{name}}.watermark",
                "camel.component.plivo-mdr.on_malformed=dead-letter", "camel.component.plivo-mdr.settle=20000", "name=mdr")
                .run(context -> {
                    PlivoMdrConfiguration configuration = component(context).getConfiguration();
                    assertThat(configuration.getWatermarkFile()).isEqualTo("data/mdr.watermark");
                    assertThat(configuration.getOnMalformed()).isEqualTo(OnMalformed.deadLetter);
                    assertThat(configuration.getSettle()).isEqualTo(20_000);
                });
    }

    @Test
    void doesNotChangeOptionsThatAreNotSet() {
        application.withPropertyValues("camel.component.plivo-mdr.configuration=#bean:configuration",
                "camel.component.plivo-mdr.limit=7")
                .run(context -> {
                    PlivoMdrConfiguration configuration = component(context).getConfiguration();
                    assertThat(configuration).isSameAs(context.getBean(PlivoMdrConfiguration.class));
                    assertThat(configuration.getStartTime()).isEqualTo("P90D");
                    assertThat(configuration.getLimit()).isEqualTo(7);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ".plivo-mdr", ".customizer", ".plivo-mdr.customizer" })
    void canBeSwitchedOff(String what) {
        application.withPropertyValues("camel.component" + what + ".enabled=false", "camel.component.plivo-mdr.limit=7")
                .run(context -> assertThat(component(context).getConfiguration().getLimit()).isEqualTo(20));
    }

    /** A misspelt watermark-file must not lose the position. */
    @Test
    void refusesAnUnknownOption() {
        application.withPropertyValues("camel.component.plivo-mdr.watermark-fil=data/mdr.watermark")
                .run(context -> assertThat(context).getFailure().rootCause()
                        .hasMessage("The elements [camel.component.plivo-mdr.watermark-fil] were left unbound."));
    }

    @ParameterizedTest
    @CsvSource({ "limit, many", "settle, 15x", "operation, fetch", "bridge-error-handler, maybe" })
    void refusesAWrongValue(String name, String value) {
        application.withPropertyValues("camel.component.plivo-mdr." + name + "=" + value)
                .run(context -> assertThat(context).getFailure()
                        .hasStackTraceContaining("Failed to bind properties under 'camel.component.plivo-mdr." + name + "'")
                        .hasStackTraceContaining("for value [" + value + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "#bean:nowhere", "watermarkRepository", "#bean:httpClientConfigurer" })
    void refusesAValueThatIsNotABeanOfTheType(String value) {
        application.withPropertyValues("camel.component.plivo-mdr.watermark-repository=" + value)
                .run(context -> assertThatThrownBy(() -> component(context))
                        .hasStackTraceContaining("Error binding property (watermarkRepository="));
    }

    private static PlivoMdrComponent component(ApplicationContext context) {
        return context.getBean(CamelContext.class).getComponent("plivo-mdr", PlivoMdrComponent.class);
    }

    private static String[] properties(Function<Catalog.Option, String> name) {
        return Catalog.options().stream().map(option -> name.apply(option) + "=" + value(option))
                .toArray(String[]::new);
    }

    /** A value that is not the default. */
    private static String value(Catalog.Option option) {
        return switch (option.type()) {
            case "object" -> "#bean:" + option.name();
            case "integer" -> "17";
            case "boolean" -> String.valueOf(!option.json().get("defaultValue").asBoolean());
            case "duration" -> "17s";
            case "enum" -> option.json().get("enum").get(1).asText();
            default -> "any " + option.name();
        };
    }

    private static void hasEveryOption(ApplicationContext context) {
        PlivoMdrComponent component = component(context);
        PropertyConfigurerGetter options = (PropertyConfigurerGetter) component.getComponentPropertyConfigurer();
        Map<String, Object> values = Catalog.options().stream().map(Catalog.Option::name)
                .collect(toMap(name -> name, name -> options.getOptionValue(component, name, false)));

        assertThat(values).containsExactlyInAnyOrderEntriesOf(
                Catalog.options().stream().collect(toMap(Catalog.Option::name, option -> expected(option, context))));
    }

    private static Object expected(Catalog.Option option, ApplicationContext context) {
        return switch (option.type()) {
            case "object" -> context.getBean(option.name());
            case "integer" -> 17;
            case "boolean" -> !option.json().get("defaultValue").asBoolean();
            case "duration" -> Duration.ofSeconds(17).toMillis();
            case "enum" -> switch (option.name()) {
                case "onMalformed" -> OnMalformed.deadLetter;
                case "operation" -> PlivoMdrOperation.list;
                default -> value(option);
            };
            default -> value(option);
        };
    }
}
