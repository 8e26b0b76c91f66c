package io.github.camelplivo.kafkafleet;

import java.util.Map;
import java.util.Objects;

import io.github.camelplivo.kafkafleet.demo.Demo;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * Reads hundreds of accounts with several processes: one planner assigns windows, and any number of workers read them.
 */
public final class Fleet {

    private Fleet() {
    }

    /** @param arguments {@code planner} or {@code worker}; without arguments, runs a demonstration in this process and ends */
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

    /** @return the exit code: 1 if the demonstration failed, 2 for an unknown argument */
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

    /** @param properties override those of {@code application.properties} */
    public static Main main(Class<? extends RouteBuilder> routes, Map<String, String> properties) {
        Main main = new Main();
        main.configure().addConfiguration(FleetBeans.class);
        main.configure().addRoutesBuilder(routes);
        properties.forEach(main::addOverrideProperty);
        return main;
    }
}
