package io.github.camelplivo.jmsbridge;

import java.util.List;
import java.util.Map;

import org.apache.camel.main.Main;

/**
 * Sends Plivo's message records to a queue, and replies to requests for single messages. The routes are in
 * {@link BridgeRoutes}, their settings in {@code application.properties}.
 */
public final class JmsBridge {

    private static final List<String> ENVIRONMENT = List.of("PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN", "BROKER_URL");

    private JmsBridge() {
    }

    /** Runs until Ctrl-C. If none of the required variables is set in the environment, runs a demonstration and ends. */
    public static void main(String[] arguments) throws Exception {
        List<String> missing = ENVIRONMENT.stream().filter(name -> System.getenv(name) == null).toList();
        if (missing.size() == ENVIRONMENT.size()) {
            System.exit(Demo.run() ? 0 : 1);
        }
        if (!missing.isEmpty()) {
            System.err.println("Not set in the environment: " + String.join(", ", missing) + ". Set all of "
                               + String.join(", ", ENVIRONMENT) + ", or none to run with a simulated account");
            System.exit(2);
        }
        main(Map.of()).run();
    }

    /** @param properties override those of {@code application.properties} */
    static Main main(Map<String, String> properties) {
        Main main = new Main();
        main.configure().addConfiguration(BridgeBeans.class);
        main.configure().addRoutesBuilder(BridgeRoutes.class);
        properties.forEach(main::addOverrideProperty);
        return main;
    }
}
