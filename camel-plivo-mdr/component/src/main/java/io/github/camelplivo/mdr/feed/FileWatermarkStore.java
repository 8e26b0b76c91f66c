package io.github.camelplivo.mdr.feed;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The watermark in a file of its own, replaced as a whole: a temporary file beside it is written, forced to the disk
 * and renamed. The file is either the old or the new one, whatever happens. A lock file beside it keeps a second feed
 * out, in this process or another, for as long as the store is open.
 */
public final class FileWatermarkStore implements WatermarkStore {

    private final Path file;
    private final Path temporary;
    private final RandomAccessFile lockFile;
    private final FileLock lock;

    /** @throws IOException if the folder cannot be made or written to, or another feed has the file open */
    public FileWatermarkStore(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        this.temporary = this.file.resolveSibling(this.file.getFileName() + ".tmp");
        Files.createDirectories(this.file.getParent());
        this.lockFile = new RandomAccessFile(this.file.resolveSibling(this.file.getFileName() + ".lock").toFile(), "rw");
        this.lock = lock();
    }

    private FileLock lock() throws IOException {
        FileLock taken;
        try {
            taken = lockFile.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            taken = null;
        }
        if (taken == null) {
            lockFile.close();
            throw new IOException(
                    this + " is in use by another feed, in this process or another. Each feed needs a file of its own");
        }
        return taken;
    }

    @Override
    public Optional<String> load() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new IOException(this + " cannot be read: " + e, e);
        }
        if (!text.endsWith("\n") || text.indexOf('\n') != text.length() - 1) {
            throw new IOException(this + " is not one whole line of text: it was torn, or is not a watermark");
        }
        return Optional.of(text.substring(0, text.length() - 1));
    }

    /**
     * Not with channels: they would close when the writing thread is interrupted, which is how Camel stops a consumer.
     */
    @Override
    public void save(String line) throws IOException {
        try {
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // "No space left on device" alone does not say where
            throw new IOException(this + " cannot be written: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }

    @Override
    public String toString() {
        return "watermarkFile " + file;
    }
}
