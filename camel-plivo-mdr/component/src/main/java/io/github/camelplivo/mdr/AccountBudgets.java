package io.github.camelplivo.mdr;

import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.budget.RequestBudget;

/**
 * One request budget an account, with limits that all of its users agree on. A budget outlives its users, so that an
 * endpoint that is created for one exchange does not start with an unused one. When the last user has gone, the next
 * one may set other limits. References to users are weak: a user that is never released no longer counts once it is
 * garbage.
 * <p>
 * The component drops a budget without users and clients when a new budget could send no more than it.
 */
final class AccountBudgets {

    /** With fewer budgets, checking which to drop costs more than it saves. */
    private static final int FEW = 64;

    record Account(URI baseUrl, String authId) {
    }

    record Limits(int listRequestsPerMinute, int requestsPerSecond) {
    }

    private static final class SharedBudget {

        private final Set<Object> users = Collections.newSetFromMap(new WeakHashMap<>());
        private final RequestBudget budget;
        private Limits limits;
        private int clients;

        private SharedBudget(Account account, Limits limits, LongSupplier nanoTime) {
            this.limits = limits;
            this.budget = new RequestBudget(
                    account.authId(), limits.listRequestsPerMinute(), limits.requestsPerSecond(), nanoTime);
        }

        private boolean isForgettable() {
            return users.isEmpty() && clients == 0 && budget.isReplenished();
        }
    }

    private final LongSupplier nanoTime;
    private final Map<Account, SharedBudget> budgets = new HashMap<>();
    private final Map<Object, SharedBudget> users = new WeakHashMap<>();
    private int nextLook = FEW;

    /** @param nanoTime counts nanoseconds as {@link System#nanoTime()} does */
    AccountBudgets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Counts a user of the account's limits.
     *
     * @param  user                     compared by identity; may agree again
     * @throws IllegalArgumentException when another user has other limits
     */
    synchronized void agree(Object user, Account account, Limits limits) {
        SharedBudget shared = budgets.get(account);
        if (shared == null) {
            forgetSome();
            shared = new SharedBudget(account, limits, nanoTime);
            budgets.put(account, shared);
        }
        if (!shared.limits.equals(limits)) {
            boolean inUse = shared.users.stream().anyMatch(other -> other != user);
            requireSame(!inUse, shared.limits, limits);
            shared.limits = limits;
            shared.budget.limit(limits.listRequestsPerMinute(), limits.requestsPerSecond());
        }
        release(user);
        shared.users.add(user);
        users.put(user, shared);
    }

    /** Runs at every doubling, so that a new account costs little at any number of accounts. */
    private void forgetSome() {
        if (budgets.size() >= nextLook) {
            budgets.values().removeIf(SharedBudget::isForgettable);
            nextLook = Math.max(FEW, 2 * budgets.size());
        }
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

    /** The budget, which stays until each hold is released; a user must have agreed to its limits. */
    synchronized RequestBudget hold(Account account) {
        SharedBudget shared = Objects.requireNonNull(budgets.get(account), "no user has agreed to its limits");
        shared.clients++;
        return shared.budget;
    }

    synchronized void letGo(Account account) {
        SharedBudget shared = budgets.get(account);
        if (shared != null) {
            shared.clients--;
        }
    }

    synchronized void release(Object user) {
        SharedBudget shared = users.remove(user);
        if (shared != null) {
            shared.users.remove(user);
        }
    }

    synchronized int size() {
        return budgets.size();
    }

    synchronized void clear() {
        budgets.clear();
        users.clear();
        nextLook = FEW;
    }
}
