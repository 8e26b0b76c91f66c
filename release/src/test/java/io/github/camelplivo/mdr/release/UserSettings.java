package io.github.camelplivo.mdr.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The settings of a user's Maven: the bundle is the only additional repository. The libraries of others come from the
 * local repository of this build, or from Maven Central.
 */
final class UserSettings {

    private static final String SETTINGS = """
            <settings>
              <profiles>
                <profile>
                  <id>bundle</id>
                  <repositories>%1$s%2$s%3$s</repositories>
                  <pluginRepositories>%4$s</pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles>
                <activeProfile>bundle</activeProfile>
              </activeProfiles>
            </settings>
            """;
    private static final String REPOSITORY = "<%1$s><id>%2$s</id><url>%3$s</url>"
                                             + "<releases><checksumPolicy>%5$s</checksumPolicy></releases>"
                                             + "<snapshots><enabled>%4$s</enabled></snapshots></%1$s>";

    private UserSettings() {
    }

    static Path write(Path file) throws IOException {
        String bundle = Bundle.built().folder().toUri().toString();
        // as a repository of others: its snapshots, which are ours, cannot be had from it. It has no checksums
        String local = Path.of(System.getProperty("release.local")).toUri().toString();
        return Files.writeString(file, SETTINGS.formatted(
                REPOSITORY.formatted("repository", "bundle", bundle, "true", "warn"),
                REPOSITORY.formatted("repository", "downloaded", local, "false", "ignore"),
                // Maven has it anyway; the Camel CLI would ask it first
                REPOSITORY.formatted("repository", "maven-central", "https://repo.maven.apache.org/maven2", "false",
                        "warn"),
                REPOSITORY.formatted("pluginRepository", "downloaded", local, "false", "ignore")));
    }
}
