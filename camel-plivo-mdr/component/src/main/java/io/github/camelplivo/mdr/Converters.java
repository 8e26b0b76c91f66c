package io.github.camelplivo.mdr;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.TypeConverterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure that the context knows the type converters: without them a record as text is its {@code toString()}. */
final class Converters {

    private static final Logger LOG = LoggerFactory.getLogger(Converters.class);
    private static final String FILE = "META-INF/services/org/apache/camel/TypeConverterLoader";

    private Converters() {
    }

    /** Registers the converters if Camel did not find them. */
    static synchronized void require(CamelContext context) {
        TypeConverterRegistry registry = context.getTypeConverterRegistry();
        if (registry.lookup(String.class, MessageDetailRecord.class) != null) {
            return;
        }
        PlivoMdrsBulkConverterLoader loader = new PlivoMdrsBulkConverterLoader();
        loader.setCamelContext(context);
        loader.load(registry);
        LOG.warn("Camel did not find the type converters of plivo-mdr, and the component registered them. {} on the class path"
                 + " does not name them: a build that merges jars must join the files of that name, not keep one of them."
                 + " Converters of other libraries may be missing too",
                FILE);
    }
}
