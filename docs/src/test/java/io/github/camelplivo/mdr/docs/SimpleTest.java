package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The Simple expressions in values.md have the documented results for the record of the page. */
class SimpleTest {

    private static final Pattern ROW = Pattern.compile("^\\| `(\\$\\{.*)` \\| `(.*)` \\|$", Pattern.MULTILINE);

    private static final Pattern PREDICATE = Pattern.compile(" (==|>) ");

    static Stream<Arguments> expressions() throws IOException {
        return ROW.matcher(Files.readString(Snippet.DOCS.resolve("values.md"))).results()
                .map(row -> arguments(row.group(1), row.group(2)));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void hasTheDocumentedResult(String expression, String expected) throws Exception {
        Snippet json = Snippet.all().stream()
                .filter(s -> s.page().equals("values.md") && s.language().equals("json")).findFirst().orElseThrow();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(MessageDetailRecord.parse(json.text()));

            String value = PREDICATE.matcher(expression).find()
                    ? String.valueOf(context.resolveLanguage("simple").createPredicate(expression).matches(exchange))
                    : context.resolveLanguage("simple").createExpression(expression).evaluate(exchange, String.class);

            assertThat(value).isEqualTo(expected);
        }
    }
}
