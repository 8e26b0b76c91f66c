import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** In place of the command {@code camel}. */
class Camel {

    public static void main(String... arguments) {
        CamelJBangMain.run(arguments);
    }
}
