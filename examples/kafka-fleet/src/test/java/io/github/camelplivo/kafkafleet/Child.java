package io.github.camelplivo.kafkafleet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Runs a program in a process that ends with the test, also if the test is killed: its standard input is a pipe from
 * the test.
 */
public final class Child {

    private Child() {
    }

    /** @param arguments the program's class and its arguments */
    public static void main(String[] arguments) throws Exception {
        Thread watch = new Thread(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // the pipe has ended, too
            }
            Runtime.getRuntime().halt(1);
        }, "parent watch");
        watch.setDaemon(true);
        watch.start();
        Class.forName(arguments[0]).getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
