package io.github.camelplivo.sqlledger;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.camelplivo.mdr.PlivoMdrNotFoundException;
import io.github.camelplivo.mdr.PlivoMdrRateLimitedException;
import io.github.camelplivo.mdr.PlivoMdrUnavailableException;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;

/** Reads records of the account with the component's operations. */
final class PlivoAccount {

    private static final String URI = "plivo-mdr:{{plivo.auth-id}}";
    /** The pauses double up to the longest, about five minutes in all. */
    private static final int RETRIES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final ProducerTemplate plivo;

    PlivoAccount(ProducerTemplate plivo) {
        this.plivo = plivo;
    }

    /**
     * Every record that Plivo lists in the period while it is read, each once; oldest windows first.
     *
     * @return an iterator that reads pages lazily, and throws if Plivo cannot be read for five minutes
     */
    Iterator<MessageDetailRecord> records(Period period) {
        Iterator<?> records = plivo.requestBody(
                URI + "?operation=listAll&messageTimeGte=" + period.from() + "&messageTimeLt=" + period.to(), null, Iterator.class);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return retried(records::hasNext);
            }

            @Override
            public MessageDetailRecord next() {
                return (MessageDetailRecord) records.next();
            }
        };
    }

    /** @return empty if Plivo has no such record */
    Optional<MessageDetailRecord> record(String uuid) {
        try {
            return Optional.of(retried(() -> plivo.requestBody(URI, uuid, MessageDetailRecord.class)));
        } catch (CamelExecutionException e) {
            // the component requests no record whose uuid is impossible
            if (e.getCause() instanceof PlivoMdrNotFoundException || e.getCause() instanceof IllegalArgumentException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T> T retried(Callable<T> read) {
        Duration pause = FIRST_PAUSE;
        for (int retries = 0;; retries++) {
            try {
                return read.call();
            } catch (RuntimeCamelException e) {
                boolean temporary = e.getCause() instanceof PlivoMdrUnavailableException
                        || e.getCause() instanceof PlivoMdrRateLimitedException;
                if (!temporary || retries == RETRIES) {
                    throw e;
                }
                sleep(pause);
                pause = pause.compareTo(LONGEST_PAUSE.dividedBy(2)) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeCamelException(e);
        }
    }
}
