package io.github.camelplivo.mdr.client;

/** Plivo does not let this account in: 401, or 403. Not retried. */
public final class PlivoAuthenticationException extends PlivoException {

    public PlivoAuthenticationException(FailureDetails failure) {
        super(failure, failure.statusCode() == 403
                ? "Not allowed from here or for this account: check its IP allow-list, that it is verified and may use the feature, and that a subaccount requests its own records only."
                : "Check authId and authToken. Plivo sends the same error for a valid token if it cannot determine the account's region, or if the account's IP allow-list excludes this machine.");
    }
}
