package io.github.camelplivo.mdr.benchmarks;

import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;

import com.plivo.api.PlivoClient;
import com.plivo.api.models.message.Message;
import com.plivo.api.models.message.MessageLister;
import com.plivo.api.util.PropertyFilter;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** {@link Walk#SDK}. */
final class SdkWalk {

    private SdkWalk() {
    }

    static AutoCloseable run(Reader.Task task, Consumer<String> uuids) {
        PropertyFilter<Date> time = new PropertyFilter<Date>().greaterOrEqual(date(task.plivo().start()))
                .lessThan(date(task.plivo().end()));
        MessageLister lister = (MessageLister) Message.lister().client(client(task.plivo()));
        lister.messageTime(time).iterator().forEachRemaining(message -> uuids.accept(message.getMessageUuid()));
        return () -> {
        };
    }

    /** The client's address is always Plivo's, so an interceptor sends each request to the simulator. */
    static PlivoClient client(Plivo.Address plivo) {
        HttpUrl url = HttpUrl.parse(plivo.url());
        OkHttpClient.Builder http = new OkHttpClient.Builder().addInterceptor(chain -> chain.proceed(
                chain.request().newBuilder().url(
                        chain.request().url().newBuilder().scheme("http").host(url.host()).port(url.port()).build()).build()));
        return new PlivoClient(Plivo.AUTH_ID, Plivo.AUTH_TOKEN, http);
    }

    private static Date date(String instant) {
        return Date.from(Instant.parse(instant));
    }
}
