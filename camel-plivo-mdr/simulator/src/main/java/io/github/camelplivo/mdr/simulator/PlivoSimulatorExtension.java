package io.github.camelplivo.mdr.simulator;

import java.util.Objects;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each JUnit test a simulator of its own, as a parameter of type {@link PlivoSimulator} of the test and of its
 * methods that run before and after it: {@code @ExtendWith(PlivoSimulatorExtension.class)}.
 *
 * <p>
 * In a {@code @RegisterExtension} field that is not static, a builder says what the simulator is like:
 * {@code new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited())}.
 */
public final class PlivoSimulatorExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(PlivoSimulatorExtension.class);

    private final PlivoSimulator.Builder builder;

    public PlivoSimulatorExtension() {
        this(PlivoSimulator.builder());
    }

    /** @param builder starts the simulator of each test; an account that is set in it is that of all of them */
    public PlivoSimulatorExtension(PlivoSimulator.Builder builder) {
        this.builder = Objects.requireNonNull(builder, "builder");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(PlivoSimulator.class, builder.start());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        context.getStore(NAMESPACE).remove(PlivoSimulator.class, PlivoSimulator.class).close();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PlivoSimulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(PlivoSimulator.class);
    }
}
