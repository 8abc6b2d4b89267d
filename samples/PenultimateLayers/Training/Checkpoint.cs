using System.Security.Cryptography;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Training;

/// <summary>
/// A run in a file, exactly: the settings, the step and, of each learner, the weights and the optimizer with its momentum
/// buffers (and how it went so far).
/// The learning rate follows from the step, and every random number from the seed and the step, so these need no state of their
/// own.
/// </summary>
internal static class Checkpoint
{
    private const string Magic = "SparseLsr.Gen checkpoint 1";

    /// <summary>The file in a checkpoint folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "run.checkpoint");

    /// <summary>
    /// Writes the run beside the last checkpoint and then puts it in its place, in one step: whenever that is interrupted, one of
    /// the two is there, and whole.
    /// </summary>
    public static void Write(string folder, Experiment experiment)
    {
        Directory.CreateDirectory(folder);
        string path = PathIn(folder), partial = path + ".part";
        using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20))
        {
            using SHA256 hash = SHA256.Create();
            using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(hashed))
                Write(writer, experiment);
            file.Write(hash.Hash!);
            file.Flush(flushToDisk: true);
        }
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Brings the experiment to where the folder's checkpoint was written.</summary>
    /// <returns>Whether there is a checkpoint.</returns>
    /// <exception cref="UsageException">It is damaged, or of a run with other settings.</exception>
    public static bool TryRead(string folder, Experiment experiment)
    {
        string path = PathIn(folder);
        if (!File.Exists(path))
            return false;
        using FileStream file = File.OpenRead(path);
        Verify(file, path);
        using var reader = new BinaryReader(file);
        if (reader.ReadString() != Magic)
            throw new UsageException($"{path} is no checkpoint of this version of the sample.");
        var settings = new RunSettings(reader.ReadString(), reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
        if (settings != experiment.Settings)
            throw new UsageException($"{path} is of a run with {Show(settings)}, not {Show(experiment.Settings)}.");
        long step = reader.ReadInt64();
        foreach (Learner learner in experiment.Learners)
        {
            learner.Network.load(reader);
            learner.Optimizer.load_state_dict(reader);
            learner.Averages.Load(reader);
        }
        experiment.Resume(step);
        return true;
    }

    private static void Write(BinaryWriter writer, Experiment experiment)
    {
        (string data, string model, int steps, int seed) = experiment.Settings;
        writer.Write(Magic);
        writer.Write(data);
        writer.Write(model);
        writer.Write(steps);
        writer.Write(seed);
        writer.Write(experiment.Step);
        foreach (Learner learner in experiment.Learners)
        {
            learner.Network.save(writer);
            learner.Optimizer.save_state_dict(writer);
            learner.Averages.Save(writer);
        }
    }

    private static void Verify(FileStream file, string path)
    {
        long length = file.Length - SHA256.HashSizeInBytes;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        long left = length;
        while (left > 0)
        {
            int read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            hash.AppendData(buffer, 0, read);
            left -= read;
        }
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        if (length < 0 || file.ReadAtLeast(expected, expected.Length, throwOnEndOfStream: false) < expected.Length
            || !hash.GetHashAndReset().AsSpan().SequenceEqual(expected))
            throw new UsageException($"{path} is damaged. Remove it to start over.");
        file.Position = 0;
    }

    private static string Show(RunSettings settings) =>
        $"--data {settings.Data} --model {settings.Model} --steps {settings.Steps} --seed {settings.Seed}";
}
