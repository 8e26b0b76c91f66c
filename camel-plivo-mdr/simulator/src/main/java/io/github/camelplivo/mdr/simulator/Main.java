package io.github.camelplivo.mdr.simulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * The simulator as a program: an account with a history and a steady rate of new records, until the process is stopped.
 * {@code --help} lists the options. Exit codes: 1 if the port is in use, 2 for a wrong option.
 */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        try {
            // the server's threads keep the process alive
            run(arguments, System.getProperties(), System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** @return the simulator that was started, or nothing if the arguments request help */
    static Optional<PlivoSimulator> run(String[] arguments, Properties system, PrintStream out) {
        MainOptions options = MainOptions.read(arguments, system);
        if (options.help()) {
            out.println(MainOptions.usage());
            return Optional.empty();
        }
        SimulatedAccount account = new SimulatedAccount(options.authId(), options.authToken(), options.seed())
                .timeZone(options.timeZone())
                .schemaDrift(options.schemaDrift());
        PlivoSimulator plivo = PlivoSimulator.builder()
                .account(account)
                .seed(options.seed())
                .port(options.port())
                .latency(options.latency())
                .listRequestsPerMinute(options.listRequestsPerMinute())
                .start();
        TrafficGenerator.in(account, options.seed())
                .history(options.history(), options.historyPeriod())
                .perMinute(options.perMinute())
                .late(options.late())
                .begin();
        announce(plivo, options, out);
        return Optional.of(plivo);
    }

    private static void announce(PlivoSimulator plivo, MainOptions options, PrintStream out) {
        out.printf("""
                Plivo's message API is simulated at %1$s. For the properties of an application:

                plivo.auth-id = %2$s
                camel.component.plivo-mdr.auth-token = %3$s
                camel.component.plivo-mdr.base-url = %1$s

                The latest records: curl -u %2$s:%3$s %1$s/v1/Account/%2$s/Message/
                """, plivo.baseUrl(), options.authId(), options.authToken());
        if (!options.late().isZero()) {
            out.printf(
                    "One record in 20 is listed late, by up to %d s: a feed whose settle is shorter needs recheckAfter to find"
                       + " it. --late-seconds 0 turns this off.%n",
                    options.late().toSeconds());
        }
        if (options.schemaDrift()) {
            out.println("Some records have undocumented fields (--schema-drift): the feed logs each once and keeps them.");
        }
    }
}
