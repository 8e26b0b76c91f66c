package io.github.camelplivo.kafkafleet;

import java.util.Map;
import java.util.Objects;

import io.github.camelplivo.kafkafleet.demo.Demo;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * Reads hundreds of accounts with as many processes as it takes: one planner hands out windows, any number of workers
 * read them.
 */
public final class Fleet {

    private Fleet() {
    }

    /** @param arguments {@code planner} or {@code worker}; nothing shows a small fleet in this process and ends */
    public static void main(String[] arguments) {
        int exit = 1;
        try {
            exit = run(String.join(" ", arguments));
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

    /** @return the exit code: 1 when the demonstration did not go well, 2 for a part that there is not */
    private static int run(String part) throws Exception {
        switch (part) {
            case "":
                return Demo.run();
            case "planner":
                return run(PlannerRoutes.class);
            case "worker":
                return run(WorkerRoutes.class);
            default:
                System.err.println("Unknown: '" + part + "'; allowed are planner, worker, or nothing for a demonstration");
                return 2;
        }
    }

    private static int run(Class<? extends RouteBuilder> routes) throws Exception {
        Main main = main(routes, Map.of());
        main.run();
        return main.getExitCode();
    }

    /** @param properties go before those of {@code application.properties} */
    public static Main main(Class<? extends RouteBuilder> routes, Map<String, String> properties) {
        Main main = new Main();
        main.configure().addConfiguration(FleetBeans.class);
        main.configure().addRoutesBuilder(routes);
        properties.forEach(main::addOverrideProperty);
        return main;
    }
}
