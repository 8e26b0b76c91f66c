package io.github.camelplivo.kafkabridge;

import java.util.List;
import java.util.Objects;

import io.github.camelplivo.kafkabridge.demo.Demo;
import org.apache.camel.main.Main;

/**
 * Writes an account's records to a Kafka topic and replies to requests for single records, until it is stopped. The routes
 * are in {@link Routes}.
 */
public final class KafkaBridge {

    private static final List<String> ENVIRONMENT = List.of("KAFKA_BROKERS", "PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN");

    private KafkaBridge() {
    }

    public static void main(String[] arguments) {
        int exit = 1;
        try {
            exit = run();
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            System.err.println(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
        }
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /** @return the exit code: 1 if the demonstration failed, 2 if a part of the environment is missing */
    private static int run() throws Exception {
        List<String> missing = ENVIRONMENT.stream().filter(name -> Objects.toString(System.getenv(name), "").isBlank()).toList();
        if (missing.size() == ENVIRONMENT.size()) {
            return Demo.run();
        }
        if (!missing.isEmpty()) {
            System.err.printf("Not set in the environment: %s. Set all of %s, or none of them for a demonstration%n",
                    String.join(", ", missing), String.join(", ", ENVIRONMENT));
            return 2;
        }
        Main main = new Main(Routes.class);
        main.run();
        return main.getExitCode();
    }
}
