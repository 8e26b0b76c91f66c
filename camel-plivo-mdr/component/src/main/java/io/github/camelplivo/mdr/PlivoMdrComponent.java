package io.github.camelplivo.mdr;

import java.time.Clock;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import javax.net.ssl.SSLContext;

import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.DriftLog;
import io.github.camelplivo.mdr.client.PlivoClient;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Owns what endpoints share: the HTTP clients, and one request budget an account. */
@Component("plivo-mdr")
public class PlivoMdrComponent extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata(description = "The options that endpoints start from.")
    private PlivoMdrConfiguration configuration = new PlivoMdrConfiguration();
    @Metadata(label = "security", description = "Whether to use the context's global TLS settings.")
    private boolean useGlobalSslContextParameters;

    private final Map<ClientSettings, PlivoClient> clients = new HashMap<>();
    private final AccountBudgets budgets = new AccountBudgets();
    private final RouteCancellations cancellations = new RouteCancellations();
    private final DriftLog drifts = new DriftLog();
    private final Map<SSLContextParameters, SSLContext> sslContexts = new IdentityHashMap<>();
    private Clock clock = Clock.systemUTC();
    private LongSupplier nanoTime = System::nanoTime;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PlivoMdrConfiguration own = configuration.copy();
        PlivoMdrEndpoint endpoint = new PlivoMdrEndpoint(uri, this, remaining, own);
        setProperties(endpoint, parameters);
        if (own.getSslContextParameters() == null) {
            own.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        PlivoMdrChecks.endpoint(remaining, own);
        endpoint.getClient();
        return endpoint;
    }

    /**
     * The client for these settings, the same one for equal settings.
     *
     * @param user holds on to the limits of the account's budget until it is released
     */
    synchronized PlivoClient client(Object user, String authId, PlivoMdrConfiguration own) throws Exception {
        ClientSettings settings = PlivoMdrSettings.client(authId, own, sslContext(own.getSslContextParameters()));
        // also where the client is there already: it says when another endpoint has other limits
        RequestBudget budget = budgets.acquire(
                user, new AccountBudgets.Account(settings.baseUrl(), authId),
                new AccountBudgets.Limits(own.getListRequestsPerMinute(), own.getRequestsPerSecond()));
        return clients.computeIfAbsent(settings, s -> new PlivoClient(s, budget, drifts, clock, nanoTime));
    }

    void release(Object user) {
        budgets.release(user);
    }

    /** Ends waits as soon as the context or a route begins to stop. */
    RouteCancellations cancellations() {
        return cancellations;
    }

    private SSLContext sslContext(SSLContextParameters parameters) throws Exception {
        if (parameters == null) {
            return null;
        }
        SSLContext context = sslContexts.get(parameters);
        if (context == null) {
            context = parameters.createSSLContext(getCamelContext());
            sslContexts.put(parameters, context);
        }
        return context;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        cancellations.start(getCamelContext());
    }

    @Override
    protected void doStop() throws Exception {
        cancellations.stop(getCamelContext());
        super.doStop();
        synchronized (this) {
            clients.values().forEach(PlivoClient::close);
            clients.clear();
            budgets.clear();
            sslContexts.clear();
        }
    }

    public PlivoMdrConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(PlivoMdrConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    /** Visible for testing: the time that feeds go by. */
    void setClock(Clock clock) {
        this.clock = clock;
    }

    /** Visible for testing: the time by which progress is measured, as {@link System#nanoTime()} counts it. */
    void setNanoTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }
}
