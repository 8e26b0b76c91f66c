package io.github.camelplivo.mdr.client;

import org.jspecify.annotations.Nullable;

/**
 * Decides for one request, attempt by attempt, whether the response is taken. One that cannot be read never is, nor one
 * that certainly belongs to another request. A doubtful one is taken when it comes a second time, over another
 * connection, or when no attempt is left: then it is Plivo's way of rounding and not a mishap on the way.
 */
final class ResponseJudge<T> {

    private final ApiRequest call;
    private final ResponseReader<T> reader;
    private final ResponseCheck<T> check;
    private final RetryPolicy policy;
    private final MismatchLog log;
    private @Nullable PlivoException doubted;

    ResponseJudge(
                  ApiRequest call, ResponseReader<T> reader, ResponseCheck<T> check, RetryPolicy policy, MismatchLog log) {
        this.call = call;
        this.reader = reader;
        this.check = check;
        this.policy = policy;
        this.log = log;
    }

    /** @throws PlivoException when the response cannot be read: another attempt would bring the same */
    T read(PlivoResponse answer, int attempts) throws PlivoException {
        try {
            return reader.read(answer);
        } catch (IllegalArgumentException e) {
            throw call.malformed(answer, attempts, e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // the server chose what the parser had to read
            throw call.malformed(answer, attempts, "the response cannot be read: " + e);
        }
    }

    /** Why the response is not taken; null if it is. */
    @Nullable
    PlivoException objection(T value, PlivoResponse answer, int attempts) {
        Mismatch mismatch = check.mismatch(value);
        if (mismatch == null) {
            if (doubted != null) {
                log.note(doubted.getProblem());
            }
            return null;
        }
        if (!mismatch.certain() && (doubted != null || !policy.allows(attempts))) {
            return null;
        }
        PlivoException objection = call.mismatched(answer, attempts, mismatch);
        if (mismatch.certain()) {
            log.note(objection.getProblem());
        } else {
            doubted = objection;
        }
        return objection;
    }
}
