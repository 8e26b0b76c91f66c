package io.github.camelplivo.mdr.simulator;

import java.util.Objects;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
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
 * In a {@code @RegisterExtension} field that is not static, a builder configures the simulator:
 * {@code new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited())}.
 *
 * <p>
 * If the application starts before the test, as with {@code @SpringBootTest}, the field is static, and
 * {@link #simulator()} returns the one simulator that all tests of the class share.
 */
public final class PlivoSimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(PlivoSimulatorExtension.class);

    private final PlivoSimulator.Builder builder;
    private PlivoSimulator shared;
    /** The class with the static field. Its nested classes start and end before it ends. */
    private String owner;

    public PlivoSimulatorExtension() {
        this(PlivoSimulator.builder());
    }

    /** @param builder starts the simulator of each test; if it sets an account, all tests share that account */
    public PlivoSimulatorExtension(PlivoSimulator.Builder builder) {
        this.builder = Objects.requireNonNull(builder, "builder");
    }

    /**
     * For an extension in a static field: the simulator that all tests of the class share. The first call starts it,
     * before the first test. It is closed after the last test.
     */
    public synchronized PlivoSimulator simulator() {
        if (shared == null) {
            shared = builder.start();
        }
        return shared;
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        owner = owner == null ? context.getUniqueId() : owner;
    }

    @Override
    public synchronized void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(PlivoSimulator.class, shared == null ? builder.start() : shared);
    }

    @Override
    public synchronized void afterEach(ExtensionContext context) {
        PlivoSimulator plivo = context.getStore(NAMESPACE).remove(PlivoSimulator.class, PlivoSimulator.class);
        if (plivo != shared) {
            plivo.close();
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        if (context.getUniqueId().equals(owner)) {
            owner = null;
            if (shared != null) {
                shared.close();
                shared = null;
            }
        }
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
