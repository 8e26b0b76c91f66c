package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The watermark in a separate file, which the store replaces atomically: it writes a temporary file beside it, forces
 * it to the disk and renames it. After a crash the file is either the old or the new one. A lock file beside it
 * excludes a second feed, in this process or another, while the store is open. Only the user of the process can read
 * these files, where the file system has permissions.
 * <p>
 * If the file is a symbolic link, the store follows it once, when it opens, and replaces the target.
 */
public final class FileWatermarkStore implements WatermarkStore {

    private static final int MOST_LINKS = 40;

    private final Path path;
    private final Path file;
    private final Path temporary;
    private final WatermarkLock lock;

    /**
     * @param  path        of the file, or of a link to it. The store creates its directory if there is none, but not
     *                     that of a link's target
     * @throws IOException if the directory cannot be created or written to, or another feed has the file open
     */
    public FileWatermarkStore(Path path) throws IOException {
        this.path = path.toAbsolutePath();
        this.file = target(this.path);
        this.temporary = beside(".tmp");
        this.lock = locked();
    }

    private WatermarkLock locked() throws IOException {
        WatermarkLock taken;
        try {
            taken = WatermarkLock.take(beside(".lock"));
        } catch (IOException e) {
            throw unusable("cannot be locked", e);
        }
        if (taken == null) {
            throw new IOException(
                    this + " is in use by another feed, in this process or another. Each feed needs its own file; before a new"
                                  + " version replaces a running one, stop the running one");
        }
        return taken;
    }

    /** Resolves links, so that one file has one lock under any path. */
    private Path target(Path link) throws IOException {
        try {
            if (!Files.isSymbolicLink(link)) {
                Files.createDirectories(parent(link));
            }
            Path target = link;
            for (int links = 0; Files.isSymbolicLink(target); links++) {
                if (links == MOST_LINKS) {
                    throw new IOException("symbolic links that form a cycle");
                }
                target = target.resolveSibling(Files.readSymbolicLink(target));
            }
            return parent(target).toRealPath().resolve(target.getFileName());
        } catch (IOException e) {
            throw unusable("cannot be opened", e);
        }
    }

    private static Path parent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException("it is the root of a file system, not a file");
        }
        return parent;
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private IOException unusable(String what, IOException cause) {
        boolean isMissing = cause instanceof NoSuchFileException;
        String reason = isMissing
                ? "there is no directory " + directory(((NoSuchFileException) cause).getFile()) : cause.toString();
        // "No space left on device" alone does not name the place; a missing file is less helpful than the reason
        return new IOException(
                "watermarkFile " + path + " " + what + ": " + reason + ". The process (user "
                               + System.getProperty("user.name")
                               + ") must be able to read, create, replace and delete files in its directory, and the disk must"
                               + " have room: mount or make the directory, make it writable, free some space, or set watermarkFile"
                               + " to a file elsewhere",
                isMissing ? null : cause);
    }

    /** The store creates the files beside the watermark, so if one is missing, its directory is. */
    private static @Nullable Path directory(String missing) {
        Path path = Path.of(missing);
        return missing.endsWith(".tmp") || missing.endsWith(".lock") ? path.getParent() : path;
    }

    @Override
    public Optional<String> load() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw torn(e);
        } catch (IOException e) {
            throw unusable("cannot be read", e);
        }
        if (!text.endsWith("\n") || text.indexOf('\n') != text.length() - 1) {
            throw torn(null);
        }
        return Optional.of(text.substring(0, text.length() - 1));
    }

    private IOException torn(@Nullable IOException cause) {
        return new IOException(
                this + " is not one complete line of text: it is truncated, or is not a watermark. Restore it from a backup, or delete"
                               + " it to start again at startTime; the feed then delivers everything since startTime once more",
                cause);
    }

    @Override
    public void check() throws IOException {
        boolean held;
        try {
            held = lock.isHeld();
        } catch (IOException e) {
            throw unusable("cannot be written", e);
        }
        if (!held) {
            throw new WatermarkLostException(
                    this + " is in use by another feed, which started after the lock file " + beside(".lock")
                                             + " was deleted. Stop one of the two, and do not delete the lock file of a running feed");
        }
    }

    @Override
    public void save(String line) throws IOException {
        check();
        try {
            PrivateFiles.write(temporary, (line + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.forceDirectory(parent(file));
        } catch (IOException e) {
            throw unusable("cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return "watermarkFile " + path + (file.equals(path) ? "" : " (" + file + ")");
    }
}
