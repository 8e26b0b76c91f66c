package io.github.camelplivo.mdr.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The manifest of a module's jar, which an OSGi container reads. */
public final class BundleManifest {

    /** A clause of a header: the package, then its directives and attributes, of which some are lists in quotes. */
    private static final Pattern CLAUSE = Pattern.compile("([\\w.]+)((?:;[\\w-]+:?=(?:\"[^\"]*\"|[^,;\"]*))*)(?:,|$)");

    private final Attributes attributes;

    private BundleManifest(Attributes attributes) {
        this.attributes = attributes;
    }

    /** That of the module that has this class; its classes are in a folder. */
    public static BundleManifest of(Class<?> type) {
        Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        try (InputStream file = Files.newInputStream(classes.resolve(JarFile.MANIFEST_NAME))) {
            return new BundleManifest(new Manifest(file).getMainAttributes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Attributes attributes() {
        return attributes;
    }

    /** The packages of a header, with the rest of their clauses. */
    public Map<String, String> clauses(String header) {
        Map<String, String> clauses = new TreeMap<>();
        Matcher clause = CLAUSE.matcher(attributes.getValue(header));
        int end = 0;
        while (clause.find()) {
            assertThat(clause.start()).as("understood up to here").isEqualTo(end);
            clauses.put(clause.group(1), clause.group(2));
            end = clause.end();
        }
        assertThat(end).isEqualTo(attributes.getValue(header).length());
        return clauses;
    }
}
