package io.github.camelplivo.mdr;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Makes a page wait for the copy of a part that {@code kamelet:sink} hands to the route of the Kamelet's user. Camel
 * moves no completion to that copy, and no step of the Kamelet sees it; this class adds one when Camel announces the
 * creation of the copy.
 */
final class SinkCopies extends EventNotifierSupport {

    /** Refers to the page, from a part until the first copy of it. */
    private static final String PROPERTY = "CamelPlivoMdrAwaitCopy";

    private SinkCopies() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    /** Makes the page wait for the next copy of the part, too. */
    static void await(Exchange part, PageCompletion page) {
        register(part.getContext());
        part.setProperty(PROPERTY, page);
    }

    private static void register(CamelContext context) {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        if (extended.getContextPlugin(SinkCopies.class) == null) {
            synchronized (SinkCopies.class) {
                if (extended.getContextPlugin(SinkCopies.class) == null) {
                    SinkCopies copies = new SinkCopies();
                    copies.setCamelContext(context);
                    copies.start();
                    context.getManagementStrategy().addEventNotifier(copies);
                    extended.addContextPlugin(SinkCopies.class, copies);
                }
            }
        }
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeCreatedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange copy = ((ExchangeCreatedEvent) event).getExchange();
        // the page does not await copies of the copy
        if (copy.removeProperty(PROPERTY) instanceof PageCompletion page) {
            page.await(copy);
        }
    }
}
