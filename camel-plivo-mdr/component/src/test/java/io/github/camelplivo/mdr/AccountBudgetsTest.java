package io.github.camelplivo.mdr;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.budget.PermitRequest;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Budgets of unused accounts are forgotten, but only after they have recovered completely. */
class AccountBudgetsTest {

    private static final AccountBudgets.Limits LIMITS = new AccountBudgets.Limits(20, 30);
    private static final PermitRequest LIST = PermitRequest.of(Priority.PRODUCER);

    private final AtomicLong nanos = new AtomicLong(1_000_000);
    private final AccountBudgets budgets = new AccountBudgets(nanos::get);
    private final CancellationSource never = new CancellationSource();

    @Test
    void budgetsOfUnusedAccountsAreForgotten() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            use(i);
            pass(Duration.ofSeconds(10));
        }

        assertThat(budgets.size()).isLessThanOrEqualTo(128);
    }

    @Test
    void aBudgetThatWasUsedWithinTheMinuteIsKept() throws Exception {
        RequestBudget budget = use(0);
        for (int i = 1; i < 1_000; i++) {
            use(i);
        }

        assertThat(use(0)).isSameAs(budget);
        pass(Duration.ofSeconds(61));
        for (int i = 1_000; i < 2_000; i++) {
            use(i);
        }
        assertThat(use(0)).isNotSameAs(budget);
    }

    @Test
    void aBudgetInUseIsKept() throws Exception {
        Object user = new Object();
        budgets.agree(user, account(0), LIMITS);
        budgets.agree(new Object(), account(1), LIMITS);
        RequestBudget held = budgets.hold(account(1));
        for (int i = 2; i < 1_000; i++) {
            use(i);
            pass(Duration.ofMinutes(2));
        }

        budgets.agree(user, account(0), LIMITS);
        assertThat(budgets.hold(account(1))).isSameAs(held);
        assertThat(user).isNotNull();
    }

    /** A 429 limits the request rate of an account for longer than a minute. */
    @Test
    void aBudgetThatPlivoHasSlowedDownIsKept() throws Exception {
        RequestBudget slow = use(0);
        slow.listRefused(1, refusals -> Duration.ofSeconds(30));
        pass(Duration.ofMinutes(2));
        for (int i = 1; i < 1_000; i++) {
            use(i);
        }

        assertThat(use(0)).isSameAs(slow);
        assertThat(slow.listRequestsPerMinute()).isLessThan(20);
    }

    /** Sends one list for an account, by an endpoint that is created for it. */
    private RequestBudget use(int number) throws Exception {
        Object user = new Object();
        budgets.agree(user, account(number), LIMITS);
        RequestBudget budget = budgets.hold(account(number));
        if (budget.isReplenished()) {
            budget.listAccepted(budget.awaitList(LIST, never));
        }
        budgets.letGo(account(number));
        budgets.release(user);
        return budget;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static AccountBudgets.Account account(int number) {
        return new AccountBudgets.Account(URI.create("https://api.plivo.com"), String.format("MA%018d", number));
    }
}
