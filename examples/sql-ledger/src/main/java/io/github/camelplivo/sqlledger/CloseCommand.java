package io.github.camelplivo.sqlledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import javax.sql.DataSource;

import org.apache.camel.main.Main;
import org.apache.camel.util.TimeUtils;

/** {@code close 2026-10}: closes a day or a month, and prints the receipt. */
public final class CloseCommand {

    public static final String USAGE = "close 2026-10 for a month, close 2026-10-31 for a day, or no argument for the ledger";
    /** The exit code if the ledger was different. It is repaired. */
    public static final int REPAIRED = 3;

    private CloseCommand() {
    }

    /**
     * @param  text                     the period
     * @param  properties               in place of those of the program
     * @param  folder                   gets the file of differences, if there are any
     * @return                          the exit code: 0 if the ledger was equal to Plivo, or {@link #REPAIRED}
     * @throws IllegalArgumentException if the period cannot be closed
     */
    public static int run(String text, DataSource database, Map<String, String> properties, Path folder) throws Exception {
        Receipt receipt = close(text, database, properties, folder);
        System.out.println(receipt);
        return receipt.differences() == 0 ? 0 : REPAIRED;
    }

    static Receipt close(String text, DataSource database, Map<String, String> properties, Path folder) throws Exception {
        Period period = Period.of(text);
        Requests requests = new Requests();
        Main main = new Main();
        main.bind("requests", requests);
        main.addOverrideProperty("camel.component.plivo-mdr.http-client-configurer", "#requests");
        properties.forEach(main::addOverrideProperty);
        main.start();
        try {
            String age = main.getCamelContext().resolvePropertyPlaceholders("{{ledger.close-after}}");
            period.requireClosable(Instant.now(), Duration.ofMillis(TimeUtils.toMilliSeconds(age)));
            PlivoAccount plivo = new PlivoAccount(main.getCamelTemplate());
            return new Closing(database, plivo, requests, folder, System.out::println).close(period);
        } finally {
            main.stop();
        }
    }
}
