using SparseLsr.Gen.Ptx.Instructions;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>Decoders of the shapes that instructions have.</summary>
internal static class Decoders
{
    public static Decoder Unary<TOperation, TSource, TResult>()
        where TOperation : struct, IUnary<TSource, TResult>
        where TSource : unmanaged
        where TResult : unmanaged => static operands =>
            new UnaryInstruction<TOperation, TSource, TResult>(operands.Destination<TResult>(0), operands.Source<TSource>(1));

    public static Decoder Unary<TOperation, T>()
        where TOperation : struct, IUnary<T, T>
        where T : unmanaged => Unary<TOperation, T, T>();

    public static Decoder Binary<TOperation, TLeft, TRight, TResult>()
        where TOperation : struct, IBinary<TLeft, TRight, TResult>
        where TLeft : unmanaged
        where TRight : unmanaged
        where TResult : unmanaged => static operands => new BinaryInstruction<TOperation, TLeft, TRight, TResult>(
            operands.Destination<TResult>(0), operands.Source<TLeft>(1), operands.Source<TRight>(2));

    public static Decoder Binary<TOperation, T>()
        where TOperation : struct, IBinary<T, T, T>
        where T : unmanaged => Binary<TOperation, T, T, T>();

    public static Decoder Ternary<TOperation, TFactor, TResult>()
        where TOperation : struct, ITernary<TFactor, TResult>
        where TFactor : unmanaged
        where TResult : unmanaged => static operands => new TernaryInstruction<TOperation, TFactor, TResult>(
            operands.Destination<TResult>(0), operands.Source<TFactor>(1), operands.Source<TFactor>(2), operands.Source<TResult>(3));

    public static Decoder Ternary<TOperation, T>()
        where TOperation : struct, ITernary<T, T>
        where T : unmanaged => Ternary<TOperation, T, T>();

    public static Decoder Vector(VectorOperator operation) => operands => new VectorInstruction(
        operation, operands.Destination<float>(0), operands.Source<float>(1), operands.Source<float>(2));

    public static Decoder Compare<TComparison, T>()
        where TComparison : struct, IComparison<T>
        where T : unmanaged => static operands => new CompareInstruction<TComparison, T>(
            operands.DestinationPredicate(0), operands.Source<T>(1), operands.Source<T>(2));

    public static Decoder Test<TProperty, T>()
        where TProperty : struct, IProperty<T>
        where T : unmanaged => static operands =>
            new TestInstruction<TProperty, T>(operands.DestinationPredicate(0), operands.Source<T>(1));

    public static Decoder Move<T>()
        where T : unmanaged => static operands => new MoveInstruction<T>(operands.Destination<T>(0), operands.Source<T>(1));

    public static Decoder Select<T>()
        where T : unmanaged => static operands => new SelectInstruction<T>(
            operands.Destination<T>(0), operands.Source<T>(1), operands.Source<T>(2), operands.SourcePredicate(3));

    public static Decoder Logic<TOperation>()
        where TOperation : struct, IBinary<uint, uint, uint> => static operands => new LogicInstruction<TOperation>(
            operands.DestinationPredicate(0), operands.SourcePredicate(1), operands.SourcePredicate(2));

    public static Decoder LogicUnary(bool negates) => operands =>
        new LogicUnaryInstruction(operands.DestinationPredicate(0), operands.SourcePredicate(1), negates);

    public static Decoder Shuffle(ShuffleMode mode) => operands => new ShuffleInstruction(
        mode, operands.Destination<uint>(0), operands.Source<uint>(1), operands.Source<uint>(2), operands.Source<uint>(3), operands.Source<uint>(4));
}
