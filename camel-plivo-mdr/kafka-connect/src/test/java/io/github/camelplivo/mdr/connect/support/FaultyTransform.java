package io.github.camelplivo.mdr.connect.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** A transformation that cannot convert the records whose keys are in a file: a fault that a test can remove. */
public final class FaultyTransform implements Transformation<SourceRecord> {

    private static final String FILE = "file";

    private Path file;

    /**
     * Makes a plugin of it.
     *
     * @param  folder of the plugin; must not exist
     * @return        the folder for {@code plugin.path}
     */
    public static Path plugin(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("faulty"));
        String resource = FaultyTransform.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(folder.resolve("faulty/faulty.jar"));
             JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry(resource));
            jar.write(FaultyTransform.class.getClassLoader().getResourceAsStream(resource).readAllBytes());
            jar.putNextEntry(new JarEntry("META-INF/services/" + Transformation.class.getName()));
            jar.write(FaultyTransform.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        return folder;
    }

    /** The settings of a connector for it. */
    public static Map<String, String> settings(Path file) {
        return Map.of("transforms", "faulty", "transforms.faulty.type", FaultyTransform.class.getName(),
                "transforms.faulty.file", file.toString());
    }

    @Override
    public void configure(Map<String, ?> properties) {
        file = Path.of(properties.get(FILE).toString());
    }

    @Override
    public SourceRecord apply(SourceRecord record) {
        try {
            if (Files.readAllLines(file).contains(record.key().toString())) {
                throw new DataException("Cannot convert " + record.key());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return record;
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef().define(FILE, ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Keys, one a line.");
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
