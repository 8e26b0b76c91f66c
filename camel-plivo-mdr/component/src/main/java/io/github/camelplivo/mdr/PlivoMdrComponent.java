package io.github.camelplivo.mdr;

import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import javax.net.ssl.SSLContext;

import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.DriftLog;
import io.github.camelplivo.mdr.client.PlivoClient;
import org.apache.camel.Endpoint;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** Owns what endpoints share: the HTTP clients, and one request budget an account. */
@Component("plivo-mdr")
public class PlivoMdrComponent extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata(description = "The default options of endpoints.")
    private PlivoMdrConfiguration configuration = new PlivoMdrConfiguration();
    @Metadata(label = "security", description = "Whether to use the context's global TLS settings.")
    private boolean useGlobalSslContextParameters;

    private final SharedClients clients = new SharedClients();
    private final AccountBudgets budgets = new AccountBudgets(System::nanoTime);
    private final RouteCancellations cancellations = new RouteCancellations();
    private final DriftLog drifts = new DriftLog();
    private final Map<SSLContextParameters, SSLContext> sslContexts = new IdentityHashMap<>();
    private Clock clock = Clock.systemUTC();
    private LongSupplier nanoTime = System::nanoTime;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PlivoMdrConfiguration options = configuration.copy();
        PlivoMdrEndpoint endpoint = new PlivoMdrEndpoint(uri, this, remaining, options);
        OptionType.requireWholeNumbers(parameters, (PropertyConfigurerGetter) getEndpointPropertyConfigurer());
        try {
            setProperties(endpoint, parameters);
        } catch (PropertyBindingException e) {
            throw OptionType.explain(e);
        }
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        PlivoMdrChecks.endpoint(remaining, options);
        endpoint.agree();
        return endpoint;
    }

    /**
     * The client for these settings, the same one for equal settings; the caller closes the lease.
     *
     * @param user keeps the limits of the account's budget in force until it is released
     */
    ClientLease lease(Object user, String authId, PlivoMdrConfiguration options) throws Exception {
        ClientSettings settings = settings(authId, options);
        AccountBudgets.Account account = agree(user, settings, options);
        return clients.lease(
                settings, () -> new PlivoClient(settings, budgets.hold(account), drifts, clock, nanoTime),
                () -> forget(account));
    }

    /**
     * @throws IllegalArgumentException when the settings are wrong, or another endpoint of the account has other limits
     */
    void agree(Object user, String authId, PlivoMdrConfiguration options) throws Exception {
        agree(user, settings(authId, options), options);
    }

    private AccountBudgets.Account agree(Object user, ClientSettings settings, PlivoMdrConfiguration options) {
        AccountBudgets.Account account = new AccountBudgets.Account(settings.baseUrl(), settings.authId());
        budgets.agree(
                user, account, new AccountBudgets.Limits(options.getListRequestsPerMinute(), options.getRequestsPerSecond()));
        return account;
    }

    private ClientSettings settings(String authId, PlivoMdrConfiguration options) throws Exception {
        return ClientOptions.settings(authId, options, sslContext(options.getSslContextParameters()));
    }

    /** A client of the account was closed. */
    private void forget(AccountBudgets.Account account) {
        budgets.letGo(account);
        synchronized (sslContexts) {
            sslContexts.values().removeIf(context -> !clients.uses(context));
        }
    }

    /** The client that others lease for these settings, {@code null} if there is none. */
    @Nullable
    PlivoClient client(String authId, PlivoMdrConfiguration options) throws Exception {
        return clients.find(settings(authId, options));
    }

    void release(Object user) {
        budgets.release(user);
    }

    /** Visible for testing: how many HTTP clients there are. */
    int clients() {
        return clients.size();
    }

    /** Visible for testing: how many accounts have a budget. */
    int budgets() {
        return budgets.size();
    }

    /** Ends waits as soon as the context or a route begins to stop. */
    RouteCancellations cancellations() {
        return cancellations;
    }

    private @Nullable SSLContext sslContext(@Nullable SSLContextParameters parameters) throws Exception {
        if (parameters == null) {
            return null;
        }
        synchronized (sslContexts) {
            SSLContext context = sslContexts.get(parameters);
            if (context == null) {
                context = parameters.createSSLContext(getCamelContext());
                sslContexts.put(parameters, context);
            }
            return context;
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        clients.open();
        cancellations.start(getCamelContext());
    }

    @Override
    protected void doStop() throws Exception {
        cancellations.stop(getCamelContext());
        super.doStop();
        clients.close();
        budgets.clear();
        synchronized (sslContexts) {
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

    /** Visible for testing: the clock of feeds. */
    void setClock(Clock clock) {
        this.clock = clock;
    }

    /** Visible for testing: the clock that measures progress, in nanoseconds as {@link System#nanoTime()} counts it. */
    void setNanoTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }
}
