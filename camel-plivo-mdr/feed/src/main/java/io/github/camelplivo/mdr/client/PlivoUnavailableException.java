package io.github.camelplivo.mdr.client;

/** Plivo could not be reached or could not answer: a network error or time-out (status code 0, cause kept), or 5xx. */
public final class PlivoUnavailableException extends PlivoException {

    private final boolean mayRetry;

    public PlivoUnavailableException(FailureDetails failure) {
        super(failure, NetworkProblem.ADVICE);
        this.mayRetry = true;
    }

    PlivoUnavailableException(FailureDetails failure, NetworkProblem problem) {
        super(failure, problem.outcome(), problem.advice());
        this.mayRetry = problem.mayRetry();
    }

    @Override
    boolean mayRetry() {
        return mayRetry;
    }
}
