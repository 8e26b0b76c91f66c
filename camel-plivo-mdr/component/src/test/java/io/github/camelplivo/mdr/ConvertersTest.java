package io.github.camelplivo.mdr;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.TypeConverter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.converter.DefaultTypeConverter;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Story: an application in a single jar kept only one of the files {@code TypeConverterLoader}, and wrote no JSON. */
class ConvertersTest {

    /** As if the file did not name the converters of the component. */
    private static final class Forgetful extends DefaultCamelContext {

        @Override
        protected TypeConverter createTypeConverter() {
            return new DefaultTypeConverter(
                    getCamelContextReference(), PluginHelper.getPackageScanClassResolver(this), getInjector(), false, false) {
                @Override
                protected Collection<String> findTypeConverterLoaderClasses() throws IOException {
                    Collection<String> found = super.findTypeConverterLoaderClasses();
                    found.removeIf(name -> name.contains("camelplivo"));
                    return found;
                }
            };
        }
    }

    @Test
    void recordsAndPagesAreWrittenAsTheyWereReceived() {
        String one = "{ \"a\" : \"\\u00fc\", \"a\":1.50 }";
        MdrPage page = MdrPage.parse(("{\"objects\": [ " + one + " , {}]}").getBytes(UTF_8));

        assertThat(PlivoMdrConverters.toString(page)).isEqualTo("[" + one + ",{}]");
        assertThat(PlivoMdrConverters.toBytes(page)).asString(UTF_8).isEqualTo("[" + one + ",{}]");
        assertThat(PlivoMdrConverters.toInputStream(page.get(0))).hasContent(one);
        assertThat(PlivoMdrConverters.toString(page.withRecords(List.of()))).isEqualTo("[]");
    }

    @Test
    void aRecordIsJsonAlsoWhereCamelDidNotFindTheConverters() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        try (RouteHarness rig = new RouteHarness()) {
            String uuid = rig.plivo.account().add(Instant.now().minusSeconds(60));
            rig.context = new Forgetful();
            rig.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(rig.uri()).split(body()).convertBodyTo(String.class)
                            .process(e -> bodies.add(e.getMessage().getBody(String.class)));
                }
            });
            rig.context.start();
            await().atMost(RouteHarness.SOON).until(() -> !bodies.isEmpty());

            assertThat(MessageDetailRecord.parse(bodies.get(0)).getMessageUuid()).isEqualTo(uuid);
        }
    }
}
