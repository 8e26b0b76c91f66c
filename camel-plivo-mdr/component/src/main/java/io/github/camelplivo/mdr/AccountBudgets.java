package io.github.camelplivo.mdr;

import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

import io.github.camelplivo.mdr.budget.RequestBudget;

/**
 * One request budget an account, with limits that all of its users agree on. A budget outlives its users, so that an
 * endpoint that is made for one exchange does not begin with a fresh one; once no user is left the next one may bring
 * other limits. Users are held weakly: one that is never released counts no more when it is garbage.
 */
final class AccountBudgets {

    record Account(URI baseUrl, String authId) {
    }

    record Limits(int listRequestsPerMinute, int requestsPerSecond) {
    }

    private static final class SharedBudget {

        private final Set<Object> users = Collections.newSetFromMap(new WeakHashMap<>());
        private final RequestBudget budget;
        private Limits limits;

        private SharedBudget(Account account, Limits limits) {
            this.limits = limits;
            this.budget = new RequestBudget(account.authId(), limits.listRequestsPerMinute(), limits.requestsPerSecond());
        }
    }

    private final Map<Account, SharedBudget> budgets = new HashMap<>();

    /**
     * The budget of the account.
     *
     * @param  user                     compared by identity; may acquire again
     * @throws IllegalArgumentException when another user has other limits
     */
    synchronized RequestBudget acquire(Object user, Account account, Limits limits) {
        SharedBudget shared = budgets.computeIfAbsent(account, key -> new SharedBudget(key, limits));
        if (!shared.limits.equals(limits)) {
            boolean inUse = shared.users.stream().anyMatch(other -> other != user);
            requireSame(!inUse, shared.limits, limits);
            shared.limits = limits;
            shared.budget.limit(limits.listRequestsPerMinute(), limits.requestsPerSecond());
        }
        shared.users.add(user);
        return shared.budget;
    }

    private static void requireSame(boolean same, Limits before, Limits limits) {
        if (!same) {
            throw new IllegalArgumentException(
                    "listRequestsPerMinute and requestsPerSecond are " + limits.listRequestsPerMinute() + " and "
                                               + limits.requestsPerSecond()
                                               + ", but another endpoint of the same account has "
                                               + before.listRequestsPerMinute() + " and "
                                               + before.requestsPerSecond()
                                               + ". They share one budget: set the limits once, on the component");
        }
    }

    synchronized void release(Object user) {
        budgets.values().forEach(shared -> shared.users.remove(user));
    }

    synchronized void clear() {
        budgets.clear();
    }
}
