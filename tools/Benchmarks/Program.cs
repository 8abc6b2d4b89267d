using SparseLsr.Gen.Benchmarks.Micro;
using SparseLsr.Gen.Benchmarks.Modes;
using SparseLsr.Gen.Torch;

namespace SparseLsr.Gen.Benchmarks;

internal static class Program
{
    private const string Help = """
        Usage: dotnet run -c Release --project tools/Benchmarks -- MODE [OPTIONS]

        side-by-side   ours, the kernel alone, torch, a copy and a read of the logits, interleaved in one process
          --json FILE        write the records there
          --chart BASE       draw BASE.png and BASE.svg (default: FILE without its extension)
          --quick            fewer repeats and combinations, under five minutes
          --loss NAME ...    these losses only
          --dtype TYPE ...   these element types only
          --shape NxC ...    these shapes only; where any of the three is given, every combination is measured

        classes        time and memory of three losses as C grows from 10 to 1,000,000, published and generated
          --out DIR          draw DIR/classes-time and DIR/classes-memory, each as .png and .svg
          --json FILE        write the records there

        language       kernels of the language's constructs beside that of cross entropy
          --json FILE        write the records there

        linear         forward_linear beside the matrix products alone and beside torch's layer and loss
          --json FILE        write the records there

        second         second derivatives by kernels beside the same composed of torch operations
          --json FILE        write the records there

        generator      what generation costs an editor after a keystroke, and a compiler from cold, in a project of 100 losses
          --json FILE        write the records there

        interactive    losses compiled from text at run time: the first of a process, later ones, and memory over a thousand
          --json FILE        write the records there

        micro          BenchmarkDotNet on the vector exponential and on one row; its own options follow (try micro --help)

        On older Linux distributions, source eng/native-env.sh before.
        """;

    private static int Main(string[] arguments)
    {
        try
        {
            return Run(arguments);
        }
        catch (UsageException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
        catch (PlatformNotSupportedException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static int Run(string[] arguments)
    {
        if (arguments.Length == 0 || arguments[0] is "--help" or "-h")
        {
            Console.WriteLine(Help);
            return arguments.Length == 0 ? 2 : 0;
        }

        string[] rest = arguments[1..];
        if (arguments[0] != "micro" && rest.Any(argument => argument is "--help" or "-h"))
        {
            Console.WriteLine(Help);
            return 0;
        }
        switch (arguments[0])
        {
            case "side-by-side":
                SideBySideOptions sideBySide = SideBySideOptions.Parse(rest);
                NativeBackend.Required(0);
                SideBySide.Run(sideBySide);
                return 0;
            case "classes":
                ClassesOptions classes = ClassesOptions.Parse(rest);
                NativeBackend.Required(0);
                Classes.Run(classes);
                return 0;
            case "language":
                RecordOptions language = RecordOptions.Parse(rest);
                NativeBackend.Required(0);
                Language.Run(language);
                return 0;
            case "linear":
                RecordOptions linear = RecordOptions.Parse(rest);
                NativeBackend.Required(0);
                Linear.Run(linear);
                return 0;
            case "second":
                RecordOptions second = RecordOptions.Parse(rest);
                NativeBackend.Required(0);
                SecondDerivatives.Run(second);
                return 0;
            case "generator":
                GeneratorTimes.Run(GeneratorTimesOptions.Parse(rest));
                return 0;
            case "interactive":
                InteractiveOptions interactive = InteractiveOptions.Parse(rest);
                if (interactive.IsFirst)
                    InteractiveTimes.RunFirst();
                else
                    InteractiveTimes.Run(interactive);
                return 0;
            case "micro":
                return MicroBenchmarks.Run(rest);
            default:
                string[] modes = ["side-by-side", "classes", "language", "linear", "second", "generator", "interactive", "micro"];
                throw UsageException.Unknown("mode", arguments[0], modes);
        }
    }
}
