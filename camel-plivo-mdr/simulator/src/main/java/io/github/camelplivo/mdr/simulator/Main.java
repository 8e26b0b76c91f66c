package io.github.camelplivo.mdr.simulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * The simulator as a program: an account with a history and with new records all the time, until the process is ended.
 * {@code --help} lists the options. Exit codes: 1 when the port is taken, 2 for a wrong option.
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

    /** @return the simulator that was started, unless only help was wanted */
    static Optional<PlivoSimulator> run(String[] arguments, Properties system, PrintStream out) {
        MainOptions options = MainOptions.read(arguments, system);
        if (options.help()) {
            out.println(MainOptions.usage());
            return Optional.empty();
        }
        SimulatedAccount account = new SimulatedAccount(options.authId(), options.authToken(), options.seed())
                .timeZone(options.timeZone());
        PlivoSimulator plivo = PlivoSimulator.builder()
                .account(account)
                .seed(options.seed())
                .port(options.port())
                .latency(options.latency())
                .listRequestsPerMinute(options.listRequestsPerMinute())
                .start();
        Lively.in(account, options.seed())
                .history(options.history(), options.historyPeriod())
                .perMinute(options.perMinute())
                .begin();
        out.println("Base URL:   " + plivo.baseUrl());
        out.println("Auth id:    " + account.authId());
        out.println("Auth token: " + account.authToken());
        return Optional.of(plivo);
    }
}
