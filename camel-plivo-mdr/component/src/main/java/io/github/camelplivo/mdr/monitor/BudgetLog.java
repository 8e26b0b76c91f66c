package io.github.camelplivo.mdr.monitor;

import java.util.Locale;

import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.log.FeedLogger;

/** Warns once when the lists of the account do not suffice for its feeds, and says once when they do again. */
final class BudgetLog {

    private final FeedLogger log;
    private final LatchedCondition saturated = new LatchedCondition();
    private final LatchedCondition delayTooShort = new LatchedCondition();

    BudgetLog(FeedLogger log) {
        this.log = log;
    }

    void look(FeedMonitor monitor, Patience patience) {
        RequestBudget budget = monitor.client().budget();
        saturation(monitor.saturation(), budget);
        delay(patience, budget);
    }

    private void saturation(double saturation, RequestBudget budget) {
        if (saturated.begins(saturation > 1)) {
            log.warn(
                    "Records arrive faster than they can be read: the feeds of this account need {} times what {} a minute can"
                     + " read, rechecks included. {}, or name fewer ages in recheckAfter",
                    String.format(Locale.ROOT, "%.1f", saturation), lists(budget.listRequestsPerMinute()), remedy(budget));
        }
        if (saturated.ends(saturation < 0.9)) {
            log.info("Records can be read as fast as they arrive again");
        }
    }

    private void delay(Patience patience, RequestBudget budget) {
        if (delayTooShort.begins(patience.isDelayTooShort())) {
            log.warn(
                    "The budget cannot serve live reads in each delay={}: {} a minute give this feed one every {}. Records come"
                     + " that much later. {}, or make delay longer",
                    FeedLog.text(patience.delay()), lists(budget.listRequestsPerMinute()), FeedLog.text(patience.interval()),
                    remedy(budget));
        }
        if (delayTooShort.ends(!patience.isDelayTooShort())) {
            log.info("The budget can serve live reads in each delay again");
        }
    }

    private static String lists(double lists) {
        String number = String.format(Locale.ROOT, "%.0f", lists);
        return number + (number.equals("1") ? " list" : " lists");
    }

    private static String remedy(RequestBudget budget) {
        return budget.listRequestsPerMinute() < budget.configuredListRequestsPerMinute()
                ? "Plivo takes fewer lists at this moment (429), and the pace rises again by itself. If that lasts, ask Plivo for"
                  + " a higher limit"
                : "Ask Plivo for a higher limit and set listRequestsPerMinute";
    }
}
