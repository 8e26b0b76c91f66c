package io.github.camelplivo.kafkafleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FleetTimesTest {

    /** Camel reads {@code 15x} as 0 and {@code 15} as milliseconds: records would be read before Plivo lists all of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fleet.settle        | 15x
            fleet.settle        | 15
            fleet.recheck-after | 1h,often
            """)
    void refusesInvalidTimes(String property, String value, @TempDir Path folder) throws Exception {
        Accounts accounts = new Accounts(Files.createFile(folder.resolve("accounts.properties")));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Properties properties = new Properties();
            properties.put("fleet.settle", "15s");
            properties.put("fleet.recheck-after", "10m");
            properties.put(property, value);
            context.getPropertiesComponent().setInitialProperties(properties);

            assertThatIllegalArgumentException().isThrownBy(() -> new FleetBeans().planner(context, accounts, null))
                    .withMessageContainingAll(property, value.replace("1h,", ""), "1s or more");
        }
    }
}
