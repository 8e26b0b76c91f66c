package io.github.camelplivo.mdr.benchmarks;

import com.plivo.api.PlivoClient;
import com.plivo.api.models.message.Message;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/** One way of fetching single records. Thread-safe. */
interface Getter extends AutoCloseable {

    /** The record, in the form that this way returns. */
    Object get(String uuid) throws Exception;

    @Override
    void close();

    /** The ways. */
    enum Way {

        /** The component: a route to {@code plivo-mdr:}. */
        PRODUCER("plivo-mdr") {
            @Override
            Getter open(Plivo.Address plivo, int threads) throws Exception {
                return route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:get")
                                .to("plivo-mdr:" + Plivo.AUTH_ID + "?operation=get&authToken=" + Plivo.AUTH_TOKEN + "&baseUrl="
                                    + plivo.url() + "&listRequestsPerMinute=" + Reader.UNLIMITED + "&requestsPerSecond="
                                    + Reader.UNLIMITED);
                    }
                });
            }
        },

        /** A hand-written route: camel-http and camel-jackson, with a connection for each thread. */
        ROUTE("camel-http route") {
            @Override
            Getter open(Plivo.Address plivo, int threads) throws Exception {
                return route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:get")
                                .setHeader(Exchange.HTTP_URI,
                                        simple(plivo.url() + "/v1/Account/" + Plivo.AUTH_ID + "/Message/${body}/"))
                                .to(RouteWalk.http(plivo) + "&connectionsPerRoute=" + threads + "&maxTotalConnections="
                                    + threads)
                                .unmarshal().json();
                    }
                });
            }
        },

        /** Plivo's own client. */
        SDK("plivo-java") {
            @Override
            Getter open(Plivo.Address plivo, int threads) {
                PlivoClient client = SdkWalk.client(plivo);
                return new Getter() {
                    @Override
                    public Object get(String uuid) throws Exception {
                        return Message.getter(uuid).client(client).get();
                    }

                    @Override
                    public void close() {
                        // there is nothing to close
                    }
                };
            }
        };

        private final String shown;

        Way(String shown) {
            this.shown = shown;
        }

        /** @param threads the number of threads that will use it concurrently */
        abstract Getter open(Plivo.Address plivo, int threads) throws Exception;

        @Override
        public String toString() {
            return shown;
        }

        private static Getter route(RouteBuilder builder) throws Exception {
            CamelContext context = Routes.start(builder);
            ProducerTemplate template = context.createProducerTemplate();
            Endpoint direct = context.getEndpoint("direct:get");
            return new Getter() {
                @Override
                public Object get(String uuid) {
                    return template.requestBody(direct, uuid);
                }

                @Override
                public void close() {
                    context.stop();
                }
            };
        }
    }
}
